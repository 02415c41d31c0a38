package dev.steward.logstore.part;

import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.CorruptDataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads runs of bytes of a file from many threads. Read rather than mapped: what is mapped counts
 * as the process's memory, and an error of the disk would end it.
 */
final class PartFile implements Closeable {
  private final Path path;

  private final long size;

  /** Replaced under this object's lock when an interrupted reader closed it. */
  private volatile FileChannel channel;

  private volatile boolean closed;

  PartFile(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
    this.size = channel.size();
  }

  Path path() {
    return path;
  }

  long size() {
    return size;
  }

  /** Reads bytes whose checksum is known. */
  ByteSource read(long position, int length, int checksum) throws IOException {
    byte[] bytes = read(position, length);
    verify(bytes, 0, length, checksum, position);
    return new ByteSource(bytes);
  }

  /** Checks bytes that were read from a position. */
  void verify(byte[] bytes, int offset, int length, int checksum, long position)
      throws CorruptDataException {
    if (Compression.checksum(bytes, offset, length) != checksum) {
      throw new CorruptDataException(
          path.getFileName() + ": checksum of " + length + " bytes at " + position + " differs");
    }
  }

  byte[] read(long position, int length) throws IOException {
    requireInside(position, length);
    byte[] bytes = new byte[length];
    read(position, bytes, length);
    return bytes;
  }

  /** Reads bytes to the start of an array. */
  void read(long position, byte[] to, int length) throws IOException {
    while (true) {
      FileChannel mine = channel;
      try {
        read(mine, position, to, length);
        return;
      } catch (ClosedByInterruptException e) {
        reopen(mine);
        throw e;
      } catch (ClosedChannelException e) {
        reopen(mine);
      }
    }
  }

  private void requireInside(long position, int length) throws CorruptDataException {
    if (position < 0 || length < 0 || position + length > size) {
      throw new CorruptDataException(
          path.getFileName()
              + ": ends at "
              + size
              + " (expected: "
              + length
              + " bytes at "
              + position
              + ")");
    }
  }

  private void read(FileChannel from, long position, byte[] to, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(to, 0, length);
    while (buffer.hasRemaining()) {
      if (from.read(buffer, position + buffer.position()) < 0) {
        throw new CorruptDataException(path.getFileName() + ": became shorter while it was read");
      }
    }
  }

  private synchronized void reopen(FileChannel broken) throws IOException {
    if (closed) {
      throw new ClosedChannelException();
    }
    if (channel == broken) {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    channel.close();
  }
}
