package dev.steward.collector;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The directory of an agent's state, held by one process at a time. */
final class DataDirectory implements Closeable {
  private final Path path;
  private final FileChannel lockFile;

  private DataDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Takes hold of a directory, and makes it if need be. */
  static DataDirectory hold(Path path) throws AgentStartException {
    try {
      make(path);
      FileChannel lockFile =
          FileChannel.open(
              path.resolve("agent.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(lockFile) == null) {
        lockFile.close();
        throw new AgentStartException(
            "--data: " + path + " is in use by another agent (expected: a directory of its own)",
            null);
      }
      return new DataDirectory(path, lockFile);
    } catch (IOException e) {
      throw new AgentStartException(
          "--data: " + path + " cannot be used (" + e + ") (expected: a writable directory)", e);
    }
  }

  /** Makes the directory for its owner alone: logs tell things that not everyone may read. */
  private static void make(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
    try {
      return lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Where the queue is. */
  Path queue() {
    return path.resolve("queue");
  }

  /** Lets go of it. */
  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
