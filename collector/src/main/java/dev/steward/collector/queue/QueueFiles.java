package dev.steward.collector.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What a queue does to the disk other than reading: the place where tests let disks fail. */
interface QueueFiles {
  /** A file that only grows. */
  interface Appender extends Closeable {
    /** Writes all of a buffer behind what is there. */
    void append(ByteBuffer bytes) throws IOException;

    /** Returns when everything appended so far is on the disk. */
    void force() throws IOException;
  }

  /** Makes an empty file, in place of one that may be there. */
  Appender create(Path file) throws IOException;

  /** Gives a file another name, in one step, in place of a file that may have it. */
  void move(Path from, Path to) throws IOException;

  /** Cuts a file off. */
  void truncate(Path file, long length) throws IOException;

  /** Returns when all of a file is on the disk. */
  void force(Path file) throws IOException;

  /** Removes a file. */
  void delete(Path file) throws IOException;

  /** Returns when the names in a directory are on the disk. */
  void forceDirectory(Path directory) throws IOException;

  /** The disk itself. */
  QueueFiles DISK = new Disk();

  /** Files through the operating system. */
  final class Disk implements QueueFiles {
    private Disk() {}

    @Override
    public Appender create(Path file) throws IOException {
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING);
      return new ChannelAppender(channel);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(length);
      }
    }

    @Override
    public void force(Path file) throws IOException {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }

    @Override
    public void delete(Path file) throws IOException {
      Files.deleteIfExists(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  /** A file channel that is written from its start. */
  record ChannelAppender(FileChannel channel) implements Appender {
    @Override
    public void append(ByteBuffer bytes) throws IOException {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
