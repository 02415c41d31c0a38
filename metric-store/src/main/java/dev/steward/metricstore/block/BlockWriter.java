package dev.steward.metricstore.block;

import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.TimeColumns;
import dev.steward.metricstore.index.Extent;
import dev.steward.metricstore.index.PairDictionary;
import dev.steward.metricstore.index.SeriesIndexWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Writes a block: series in the order of their labels, each with its chunk. The file is whole and
 * on disk when {@link #finish} returns; until then it is nothing. For one thread.
 */
public final class BlockWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 18;
  private static final int SLICE = 1 << 17;

  private final Path path;
  private final FileChannel channel;
  private final SharedTimesWriter times = new SharedTimesWriter();
  private final SeriesIndexWriter index;
  private final ByteWriter buffer = new ByteWriter(BUFFER + (1 << 14));
  private long written;
  private long minTimeMillis = Long.MAX_VALUE;
  private long maxTimeMillis = Long.MIN_VALUE;
  private long samples;
  private final RolledChunks rolled = new RolledChunks();
  private boolean finished;

  private BlockWriter(Path path, FileChannel channel, SeriesIndexWriter index) {
    this.path = path;
    this.channel = channel;
    this.index = index;
  }

  /**
   * Starts a file, replacing what is there.
   *
   * @param dictionary the pairs of all series to come
   * @param baseMillis a time near those of the samples to come
   * @param level how densely it keeps its series
   */
  public static BlockWriter create(
      Path path, PairDictionary dictionary, long baseMillis, Level level) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    BlockWriter writer =
        new BlockWriter(path, channel, new SeriesIndexWriter(dictionary, baseMillis));
    writer.buffer.putLong(BlockFormat.MAGIC);
    writer.buffer.putInt(BlockFormat.VERSION);
    writer.buffer.putInt(level.ordinal());
    return writer;
  }

  /** Where frames of this block share their times. */
  public TimeColumns.Sink times() {
    return times;
  }

  /** Takes a column of times as another block holds it; the id in this block, or -1. */
  int shareTimes(byte[] column) {
    return times.share(column);
  }

  /**
   * Adds a series.
   *
   * @param pairs the numbers of its label pairs
   * @param pairCount how many there are
   * @param chunk its samples; not empty
   * @param sampleCount how many samples those are
   */
  public void add(int[] pairs, int pairCount, ChunkBuilder chunk, long sampleCount)
      throws IOException {
    add(
        pairs,
        pairCount,
        chunk.finish(),
        chunk.minTimeMillis(),
        chunk.maxTimeMillis(),
        sampleCount);
  }

  /** Adds a series of a block that is not of the raw level; not empty. */
  public void add(int[] pairs, int pairCount, RolledSeries series) throws IOException {
    add(
        pairs,
        pairCount,
        rolled.write(series, times),
        RolledChunks.oldest(series),
        RolledChunks.newest(series),
        series.column(RolledSeries.Column.LAST).size());
  }

  private void add(
      int[] pairs, int pairCount, ByteWriter bytes, long oldest, long newest, long sampleCount)
      throws IOException {
    Extent extent = new Extent(written + buffer.size(), bytes.size(), oldest, newest);
    index.add(pairs, pairCount, extent);
    buffer.putBytes(bytes.array(), 0, bytes.size());
    minTimeMillis = Math.min(minTimeMillis, extent.minTimeMillis());
    maxTimeMillis = Math.max(maxTimeMillis, extent.maxTimeMillis());
    samples += sampleCount;
    if (buffer.size() >= BUFFER) {
      flush();
    }
  }

  /** How many series were added. */
  public int seriesCount() {
    return index.seriesCount();
  }

  private void flush() throws IOException {
    // Slice by slice: the platform keeps a buffer outside the heap as large as the largest write.
    ByteBuffer bytes = ByteBuffer.wrap(buffer.array());
    while (bytes.position() < buffer.size()) {
      bytes.limit(Math.min(buffer.size(), bytes.position() + SLICE));
      channel.write(bytes);
    }
    written += buffer.size();
    buffer.clear();
  }

  /** Writes what follows the chunks and waits until the disk has all of it. */
  public void finish() throws IOException {
    flush();
    final long timesOffset = written;
    times.finish(buffer);
    final long indexOffset = written + buffer.size();
    index.finish(buffer);
    final long footerOffset = written + buffer.size();
    CRC32C crc = new CRC32C();
    crc.update(buffer.array(), 0, buffer.size());
    int footer = buffer.size();
    buffer.putLong(timesOffset);
    buffer.putLong(indexOffset);
    buffer.putLong(footerOffset);
    buffer.putLong(minTimeMillis);
    buffer.putLong(maxTimeMillis);
    buffer.putLong(samples);
    buffer.putInt((int) crc.getValue());
    crc.reset();
    crc.update(buffer.array(), footer, buffer.size() - footer);
    buffer.putInt((int) crc.getValue());
    buffer.putLong(BlockFormat.MAGIC);
    flush();
    channel.force(true);
    finished = true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (!finished) {
      Files.deleteIfExists(path);
    }
  }
}
