package dev.steward.collector.queue;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The identity of a queue: 16 random bytes, drawn when its directory is made and kept for as long
 * as the directory is. Sequences count within one identity.
 *
 * <p>It stands in the file {@code identity}: 8 bytes {@code STWQID} and version 1 as two bytes, the
 * 16 bytes, CRC-32C (4 bytes) of the 24 before it; big-endian.
 */
public final class QueueIdentity {
  static final int BYTES = 16;
  private static final long MAGIC = 0x5354575149440001L;
  private static final String FILE = "identity";

  private final byte[] bytes;

  private QueueIdentity(byte[] bytes) {
    this.bytes = bytes;
  }

  static QueueIdentity random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new QueueIdentity(bytes);
  }

  /**
   * Reads the identity of a queue, or null where the directory holds none that can be relied on.
   */
  static @Nullable QueueIdentity load(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    byte[] content = Files.readAllBytes(file);
    ByteBuffer bytes = ByteBuffer.wrap(content);
    boolean sound =
        content.length == 8 + BYTES + 4
            && bytes.getLong(0) == MAGIC
            && bytes.getInt(8 + BYTES) == checksum(content);
    return sound ? readFrom(bytes.position(8)) : null;
  }

  void store(Path directory, QueueFiles files) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(8 + BYTES + 4).putLong(MAGIC).put(bytes);
    content.putInt(checksum(content.array()));
    Path temporary = directory.resolve(FILE + ".tmp");
    try (QueueFiles.Appender appender = files.create(temporary)) {
      appender.append(content.flip());
      appender.force();
    }
    files.move(temporary, directory.resolve(FILE));
    files.forceDirectory(directory);
  }

  private static int checksum(byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content, 0, 8 + BYTES);
    return (int) checksum.getValue();
  }

  static QueueIdentity readFrom(ByteBuffer source) {
    byte[] bytes = new byte[BYTES];
    source.get(bytes);
    return new QueueIdentity(bytes);
  }

  void writeTo(ByteBuffer target) {
    target.put(bytes);
  }

  /** The bytes, as {@code Hello.queue} carries them. */
  public ByteString toByteString() {
    return ByteString.copyFrom(bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof QueueIdentity that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The bytes in hexadecimal. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
