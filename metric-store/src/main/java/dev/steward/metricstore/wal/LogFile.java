package dev.steward.metricstore.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The file under a log: the seam at which tests make the disk fail. */
public interface LogFile extends AutoCloseable {
  /** Opens files. */
  @FunctionalInterface
  interface Factory {
    /** Makes a new file; one that exists is an error. */
    LogFile create(Path path) throws IOException;
  }

  /** Files on disk. */
  Factory DISK =
      path ->
          new OnDisk(
              FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));

  /** Writes all bytes at a position. */
  void write(ByteBuffer bytes, long position) throws IOException;

  /** Waits until everything written is on disk. */
  void force() throws IOException;

  /** Cuts the file. */
  void truncate(long size) throws IOException;

  @Override
  void close() throws IOException;

  /** A file on disk. */
  record OnDisk(FileChannel channel) implements LogFile {
    private static final int SLICE = 1 << 17;

    /** Slice by slice: the platform keeps a buffer outside the heap as large as the largest. */
    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      long at = position;
      int end = bytes.limit();
      while (bytes.position() < end) {
        bytes.limit(Math.min(end, bytes.position() + SLICE));
        at += channel.write(bytes, at);
      }
    }

    @Override
    public void force() throws IOException {
      channel.force(false);
    }

    @Override
    public void truncate(long size) throws IOException {
      channel.truncate(size);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
