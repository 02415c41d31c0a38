package dev.steward.metricstore.block;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.index.SeriesIndex;
import dev.steward.spi.model.TimeRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32C;

/**
 * An open block file. Safe for any thread.
 *
 * <p>Its index is mapped into memory; its chunks are read into buffers, so that a query over months
 * does not fill the process with pages. Readers hold the block while they read; the file is closed,
 * and deleted where that was asked for, when nobody holds it.
 */
public final class Block {
  private static final int CHECK_BYTES = 1 << 16;

  private final long id;
  private final Level level;
  private final Path path;
  private final FileChannel channel;
  private final Arena arena;
  private final MemorySegment times;
  private final SeriesIndex index;
  private final long chunkEnd;
  private final TimeRange range;
  private final long samples;
  private final long fileSize;
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile boolean doomed;

  private Block(
      long id,
      Level level,
      Path path,
      FileChannel channel,
      Arena arena,
      ByteReader footer,
      long fileSize)
      throws IOException {
    this.id = id;
    this.level = level;
    this.path = path;
    this.channel = channel;
    this.arena = arena;
    this.fileSize = fileSize;
    long timesOffset = footer.readLong();
    long indexOffset = footer.readLong();
    long footerOffset = footer.readLong();
    long minTime = footer.readLong();
    long maxTime = footer.readLong();
    samples = footer.readLong();
    if (timesOffset < BlockFormat.HEADER_BYTES
        || indexOffset < timesOffset
        || footerOffset < indexOffset
        || footerOffset != fileSize - BlockFormat.FOOTER_BYTES
        || maxTime < minTime) {
      throw new CorruptDataException("block footer does not fit its file");
    }
    checkSum(timesOffset, footerOffset, footer.readInt());
    chunkEnd = timesOffset;
    range = TimeRange.closed(minTime, maxTime);
    MemorySegment mapped =
        channel.map(FileChannel.MapMode.READ_ONLY, timesOffset, footerOffset - timesOffset, arena);
    times = mapped.asSlice(0, indexOffset - timesOffset);
    index = new SeriesIndex(mapped.asSlice(indexOffset - timesOffset));
  }

  /**
   * Opens a file and checks everything in it but the chunks, which are checked when they are read.
   *
   * @throws CorruptDataException if it is not a whole block
   */
  public static Block open(long id, Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    Arena arena = Arena.ofShared();
    try {
      long size = channel.size();
      if (size < BlockFormat.HEADER_BYTES + BlockFormat.FOOTER_BYTES) {
        throw new CorruptDataException("block of " + size + " bytes");
      }
      Level level = readHeader(readAt(channel, 0, BlockFormat.HEADER_BYTES));
      byte[] footer = readAt(channel, size - BlockFormat.FOOTER_BYTES, BlockFormat.FOOTER_BYTES);
      checkFooter(footer);
      return new Block(id, level, path, channel, arena, new ByteReader(footer), size);
    } catch (IOException | RuntimeException e) {
      arena.close();
      channel.close();
      throw e;
    }
  }

  private static Level readHeader(byte[] header) {
    ByteReader in = new ByteReader(header);
    if (in.readLong() != BlockFormat.MAGIC) {
      throw new CorruptDataException("not a block: wrong first bytes");
    }
    int version = in.readInt();
    if (version < BlockFormat.OLDEST_VERSION || version > BlockFormat.VERSION) {
      throw new CorruptDataException(
          "block version: " + version + " (expected: up to " + BlockFormat.VERSION + ")");
    }
    return Level.of(in.readInt());
  }

  private static void checkFooter(byte[] footer) {
    ByteReader in = new ByteReader(footer);
    in.skip(BlockFormat.FOOTER_BYTES - 12L);
    CRC32C crc = new CRC32C();
    crc.update(footer, 0, BlockFormat.FOOTER_BYTES - 12);
    if (in.readInt() != (int) crc.getValue() || in.readLong() != BlockFormat.MAGIC) {
      throw new CorruptDataException("block footer is damaged");
    }
  }

  private void checkSum(long from, long to, int expected) throws IOException {
    CRC32C crc = new CRC32C();
    ByteBuffer buffer = ByteBuffer.allocate(CHECK_BYTES);
    for (long at = from; at < to; ) {
      buffer.clear().limit((int) Math.min(CHECK_BYTES, to - at));
      int read = channel.read(buffer, at);
      if (read <= 0) {
        throw new CorruptDataException("block ends at " + at + ", before " + to);
      }
      crc.update(buffer.flip());
      at += read;
    }
    if ((int) crc.getValue() != expected) {
      throw new CorruptDataException("checksum of the index does not match");
    }
  }

  private static byte[] readAt(FileChannel channel, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    readFully(channel, position, bytes, length);
    return bytes;
  }

  private static void readFully(FileChannel channel, long position, byte[] into, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new CorruptDataException("file ends within " + length + " bytes at " + position);
      }
    }
  }

  /** Reads bytes of the chunks. */
  void readChunks(long position, byte[] into, int length) throws IOException {
    if (position < BlockFormat.HEADER_BYTES || position + length > chunkEnd) {
      throw new CorruptDataException("chunk at " + position + " of " + length + " bytes");
    }
    readFully(channel, position, into, length);
  }

  /** Where the chunks end. */
  long chunkEnd() {
    return chunkEnd;
  }

  /** Its number: later blocks have larger ones. */
  public long id() {
    return id;
  }

  /** How densely it keeps its series. */
  public Level level() {
    return level;
  }

  /** Where it lies. */
  public Path path() {
    return path;
  }

  /** Which series it holds. */
  public SeriesIndex index() {
    return index;
  }

  MemorySegment times() {
    return times;
  }

  /** The span of its samples' times, milliseconds since the Unix epoch. */
  public TimeRange range() {
    return range;
  }

  /** How many samples it holds. */
  public long samples() {
    return samples;
  }

  /** Size of its file in bytes. */
  public long fileSize() {
    return fileSize;
  }

  /** Holds the block open; false if it is closed already. */
  public boolean hold() {
    while (true) {
      int now = holders.get();
      if (now == 0) {
        return false;
      }
      if (holders.compareAndSet(now, now + 1)) {
        return true;
      }
    }
  }

  /** Gives up a hold. */
  public void release() {
    if (holders.decrementAndGet() == 0) {
      try {
        arena.close();
        channel.close();
        if (doomed) {
          Files.deleteIfExists(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("closing " + path, e);
      }
    }
  }

  /** Gives up the hold of the one who opened it, and lets the file be deleted after the last. */
  public void releaseAndDelete() {
    doomed = true;
    release();
  }
}
