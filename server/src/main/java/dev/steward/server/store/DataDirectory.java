package dev.steward.server.store;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory that holds all state, locked for as long as this object is open, so that two
 * servers never write to one directory.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK_FILE = "lock";
  private static final String EXPECTED =
      " (expected: a directory that this user may write; change it with --data DIR, or with"
          + " server.data in steward.yaml)";

  private final Path path;
  private final FileChannel lockFile;

  private DataDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Makes the directory where it is missing, and locks it.
   *
   * @throws StewardException if it cannot be written, or another server has it
   */
  public static DataDirectory open(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel lockFile =
          FileChannel.open(
              path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(lockFile) == null) {
        lockFile.close();
        throw new StewardException(
            ErrorCode.UNAVAILABLE,
            "server.data: " + path + ": in use by another server" + EXPECTED);
      }
      return new DataDirectory(path, lockFile);
    } catch (IOException e) {
      throw new StewardException(
          ErrorCode.STORAGE_FAILED, "server.data: " + path + ": " + e + EXPECTED, e);
    }
  }

  private static @Nullable FileLock lock(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Lets the next server have it. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
