package dev.steward.metricstore.block;

import dev.steward.metricstore.index.Extent;
import dev.steward.metricstore.index.SeriesIndex;
import dev.steward.metricstore.index.SeriesSet;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads samples of a block's series, in rising order of series, through a window that takes in what
 * will be wanted next. For one thread; the caller holds the block.
 */
public final class BlockReader {
  private static final int WINDOW = 1 << 18;
  private static final int GAP = 1 << 13;

  private final Block block;
  private final SeriesSet wanted;
  private final ChunkReader chunks = new ChunkReader();
  private final SharedTimes times;
  private final RolledChunks rolled = new RolledChunks();
  private byte[] window = new byte[1 << 12];
  private long windowStart;
  private int windowLength;

  /**
   * Makes a reader.
   *
   * @param wanted the series that will be read
   */
  public BlockReader(Block block, SeriesSet wanted) {
    this.block = block;
    this.wanted = wanted;
    this.times = new SharedTimes(block.times());
  }

  /** The block. */
  public Block block() {
    return block;
  }

  /** Appends the samples of a series that lie in a range. */
  public void read(int ordinal, TimeRange range, SampleColumns into) {
    Extent extent = block.index().extent(ordinal);
    int at = fetch(ordinal, extent);
    chunks.read(
        window,
        at,
        at + extent.length(),
        extent.minTimeMillis(),
        extent.maxTimeMillis(),
        range,
        times,
        into);
  }

  /** Visits the frames of a series. */
  void visit(int ordinal, ChunkReader.FrameVisitor visitor) {
    Extent extent = block.index().extent(ordinal);
    int at = fetch(ordinal, extent);
    chunks.visit(
        window,
        at,
        at + extent.length(),
        extent.minTimeMillis(),
        extent.maxTimeMillis(),
        TimeRange.ALL,
        visitor);
  }

  /** Appends the points of a series in a column that lie in a range; not for raw blocks. */
  public void read(int ordinal, RolledSeries.Column column, TimeRange range, SampleColumns into) {
    Extent extent = block.index().extent(ordinal);
    int at = fetch(ordinal, extent);
    rolled.read(
        window, at, at + extent.length(), extent.minTimeMillis(), column, range, times, into);
  }

  /** The shared times of the block. */
  SharedTimes times() {
    return times;
  }

  /** Has the bytes of a chunk in the window and says where they start. */
  private int fetch(int ordinal, Extent extent) {
    long end = extent.offset() + extent.length();
    if (extent.offset() < windowStart || end > windowStart + windowLength) {
      long until = wantedUntil(ordinal, end, extent.offset());
      int length = Math.toIntExact(until - extent.offset());
      if (window.length < length) {
        window = new byte[Math.max(length, Math.min(WINDOW, window.length * 2))];
      }
      windowLength = 0;
      try {
        block.readChunks(extent.offset(), window, length);
      } catch (IOException e) {
        throw new UncheckedIOException("reading " + block.path(), e);
      }
      windowStart = extent.offset();
      windowLength = length;
    }
    return (int) (extent.offset() - windowStart);
  }

  /** Where to stop reading: chunks of wanted series that lie close by are taken along. */
  private long wantedUntil(int ordinal, long end, long start) {
    SeriesIndex index = block.index();
    long until = end;
    for (int next = wanted.next(ordinal + 1); next >= 0; next = wanted.next(next + 1)) {
      Extent extent = index.extent(next);
      long nextEnd = extent.offset() + extent.length();
      if (extent.offset() - until > GAP || nextEnd - start > WINDOW || nextEnd < until) {
        break;
      }
      until = nextEnd;
    }
    return until;
  }
}
