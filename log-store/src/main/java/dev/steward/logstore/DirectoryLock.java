package dev.steward.logstore;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second store out of a directory, also one of another process. */
final class DirectoryLock {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  static DirectoryLock take(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Another store of this process has it, which is told below like any other.
    }
    if (lock == null) {
      channel.close();
      throw new StewardException(
          ErrorCode.UNAVAILABLE,
          "log store: " + directory + " is in use (expected: a directory of its own)");
    }
    return new DirectoryLock(channel);
  }

  void close() throws IOException {
    channel.close();
  }
}
