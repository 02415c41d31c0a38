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

  /** Replaced under this object's lock when an interrupted reader closed it. */
  private volatile FileChannel channel;

  private volatile boolean closed;

  PartFile(Path path) throws IOException {
    this.path = path;
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
  }

  Path path() {
    return path;
  }

  long size() throws IOException {
    return channel.size();
  }

  /** Reads bytes whose checksum is known. */
  ByteSource read(long position, int length, int checksum) throws IOException {
    byte[] bytes = read(position, length);
    if (Compression.checksum(bytes, 0, length) != checksum) {
      throw new CorruptDataException(
          path.getFileName() + ": checksum of " + length + " bytes at " + position + " differs");
    }
    return new ByteSource(bytes);
  }

  byte[] read(long position, int length) throws IOException {
    while (true) {
      FileChannel mine = channel;
      try {
        return read(mine, position, length);
      } catch (ClosedByInterruptException e) {
        reopen(mine);
        throw e;
      } catch (ClosedChannelException e) {
        reopen(mine);
      }
    }
  }

  private byte[] read(FileChannel from, long position, int length) throws IOException {
    if (position < 0 || length < 0 || position + length > from.size()) {
      throw new CorruptDataException(
          path.getFileName()
              + ": ends at "
              + from.size()
              + " (expected: "
              + length
              + " bytes at "
              + position
              + ")");
    }
    byte[] bytes = new byte[length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      if (from.read(buffer, position + buffer.position()) < 0) {
        throw new CorruptDataException(path.getFileName() + ": became shorter while it was read");
      }
    }
    return bytes;
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
