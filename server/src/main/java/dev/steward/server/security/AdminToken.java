package dev.steward.server.security;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The secret that every change asks for: 256 random bits in base64url, in the file {@code
 * admin.token} of the data directory, which only its owner may read. Immutable and safe for any
 * thread.
 */
public final class AdminToken {
  /** Name of the file in the data directory. */
  public static final String FILE_NAME = "admin.token";

  private static final int BYTES = 32;
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final byte[] token;

  private AdminToken(String token) {
    this.token = token.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Reads the token of a data directory, and writes one first where there is none.
   *
   * @throws StewardException if the file cannot be read or written, or holds something else
   */
  public static AdminToken ofDirectory(Path data, SecureRandom random) {
    Path file = data.resolve(FILE_NAME);
    try {
      if (!Files.exists(file)) {
        write(file, random);
      }
      Files.setPosixFilePermissions(file, OWNER_ONLY);
      String token = Files.readString(file, StandardCharsets.US_ASCII).strip();
      if (!FORM.matcher(token).matches()) {
        throw new StewardException(
            ErrorCode.STORAGE_FAILED,
            file + ": not a token (expected: 43 characters of base64url; remove it for a new one)");
      }
      return new AdminToken(token);
    } catch (IOException e) {
      throw new StewardException(
          ErrorCode.STORAGE_FAILED,
          file + ": " + e + " (expected: a file that this user may read and write)",
          e);
    }
  }

  /** Under another name first, so that a crash leaves no half a token. */
  private static void write(Path file, SecureRandom random) throws IOException {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    FileAttribute<Set<PosixFilePermission>> ownerOnly =
        PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    Path unfinished = file.resolveSibling(FILE_NAME + ".new");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, ownerOnly);
    Files.writeString(
        unfinished, Base64.getUrlEncoder().withoutPadding().encodeToString(secret) + "\n");
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Whether a text is the token; takes as long for any text of its length. */
  public boolean matches(String candidate) {
    return MessageDigest.isEqual(token, candidate.getBytes(StandardCharsets.UTF_8));
  }
}
