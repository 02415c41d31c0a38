package dev.steward.collector.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads the records of one segment file in order, checking each. For one thread. */
final class SegmentReader implements Closeable {
  private final FileChannel channel;
  private final SegmentFormat.Header header;
  private final ByteBuffer head = ByteBuffer.allocate(SegmentFormat.HEAD_BYTES);
  private long offset = SegmentFormat.HEADER_BYTES;

  private SegmentReader(FileChannel channel, SegmentFormat.Header header) {
    this.channel = channel;
    this.header = header;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws DamagedSegmentException if the header is not sound
   */
  static SegmentReader open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      ByteBuffer header = ByteBuffer.allocate(SegmentFormat.HEADER_BYTES);
      fill(channel, header, 0);
      return new SegmentReader(channel, SegmentFormat.readHeader(header.flip()));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  SegmentFormat.Header header() {
    return header;
  }

  /** Where the next record starts. */
  long offset() {
    return offset;
  }

  /** Length of the file. */
  long size() throws IOException {
    return channel.size();
  }

  /**
   * Reads the next record, or nothing at {@code end}.
   *
   * @throws DamagedSegmentException if the bytes before {@code end} are no sound record
   */
  @Nullable StoredRecord next(long end) throws IOException {
    if (offset >= end) {
      return null;
    }
    StoredRecord record = read(offset, end);
    offset += SegmentFormat.HEAD_BYTES + head.getInt(4);
    return record;
  }

  private StoredRecord read(long at, long end) throws IOException {
    try {
      fill(channel, head.clear(), at);
      int length = head.getInt(4);
      if (head.hasRemaining() || head.getInt(0) != SegmentFormat.RECORD_MARK) {
        throw new DamagedSegmentException(at, "no record starts here");
      }
      if (length < 1
          || length > SegmentFormat.MAX_BODY_BYTES
          || at + SegmentFormat.HEAD_BYTES + length > end) {
        throw new DamagedSegmentException(at, "a record of " + length + " bytes does not fit");
      }
      ByteBuffer body = ByteBuffer.allocate(length);
      fill(channel, body, at + SegmentFormat.HEAD_BYTES);
      if (body.hasRemaining()
          || head.getInt(8) != SegmentFormat.recordChecksum(length, body.array(), 0, length)) {
        throw new DamagedSegmentException(at, "the record's checksum is wrong");
      }
      return SegmentFormat.readBody(body.array(), at);
    } catch (DamagedSegmentException | ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      // The medium itself: what cannot be read is as lost as what reads wrong.
      DamagedSegmentException damage =
          new DamagedSegmentException(at, "it cannot be read: " + e.getMessage());
      damage.initCause(e);
      throw damage;
    }
  }

  /**
   * Steps over damage: goes on at the next sound record behind the current offset.
   *
   * @return whether there is one
   */
  boolean skipToNextRecord(long end) throws IOException {
    ByteBuffer window = ByteBuffer.allocate(64 << 10);
    long at = offset + 1;
    while (at + SegmentFormat.HEAD_BYTES < end) {
      int count = fill(channel, window.clear(), at);
      for (int i = 0; i + 4 <= count; i++) {
        if (window.getInt(i) == SegmentFormat.RECORD_MARK && soundAt(at + i, end)) {
          offset = at + i;
          return true;
        }
      }
      if (count < 4) {
        return false;
      }
      at += count - 3;
    }
    return false;
  }

  private boolean soundAt(long at, long end) throws IOException {
    try {
      read(at, end);
      return true;
    } catch (DamagedSegmentException e) {
      return false;
    }
  }

  private static int fill(FileChannel channel, ByteBuffer target, long at) throws IOException {
    int start = target.position();
    while (target.hasRemaining()) {
      if (channel.read(target, at + target.position() - start) < 0) {
        break;
      }
    }
    return target.position() - start;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
