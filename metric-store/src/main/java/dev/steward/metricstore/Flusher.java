package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.BlockWriter;
import dev.steward.metricstore.block.ChunkBuilder;
import dev.steward.metricstore.block.Level;
import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.head.HeadSeries;
import dev.steward.metricstore.head.SeriesBuffer;
import dev.steward.metricstore.index.PairDictionary;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Writes what was set apart in memory to blocks, one for each window of time that it touches. For
 * the maintenance thread.
 */
final class Flusher {
  /** More windows than this become longer windows: one odd sender must not make a file an hour. */
  private static final int MAX_WINDOWS = 12;

  private final Folders folders;
  private final BlockCatalog catalog;
  private final StateLock lock;
  private final FrameDecoder decoder = new FrameDecoder();
  private final ChunkBuilder chunk = new ChunkBuilder();
  private final SampleColumns samples = new SampleColumns();
  private final int[] pairs = new int[SeriesLabels.MAX_LABELS];
  private final TreeSet<Long> days = new TreeSet<>();
  private long lastDay = Long.MIN_VALUE;

  Flusher(Folders folders, BlockCatalog catalog, StateLock lock) {
    this.lock = lock;
    this.folders = folders;
    this.catalog = catalog;
  }

  /**
   * Writes blocks and opens them.
   *
   * @param series in the order of their labels, with samples to flush
   */
  List<Block> write(HeadSeries[] series) throws IOException {
    List<Block> written = new ArrayList<>();
    days.clear();
    lastDay = Long.MIN_VALUE;
    try {
      for (TimeRange window : windows(series)) {
        Block block = writeWindow(series, window);
        if (block != null) {
          written.add(block);
        }
      }
      return written;
    } catch (IOException | RuntimeException e) {
      written.forEach(Block::releaseAndDelete);
      throw e;
    }
  }

  /** Starts of the days that the samples written last belong to. */
  NavigableSet<Long> days() {
    return days;
  }

  private void noteDays(long[] times, int size) {
    boolean close = times[size - 1] - times[0] < Coverage.DAY_MILLIS;
    for (int i = 0; i < size; i += close ? Math.max(1, size - 1) : 1) {
      long day = Coverage.day(times[i]);
      if (day != lastDay) {
        days.add(day);
        lastDay = day;
      }
    }
  }

  private static List<TimeRange> windows(HeadSeries[] series) {
    for (long length : Windows.LENGTHS) {
      TreeSet<Long> starts = new TreeSet<>();
      for (HeadSeries one : series) {
        SeriesBuffer buffer = one.flushing();
        if (buffer != null) {
          buffer.forEachSpan((first, last) -> addStarts(first, last, length, starts));
        }
        if (starts.size() > MAX_WINDOWS) {
          break;
        }
      }
      if (starts.size() <= MAX_WINDOWS) {
        return starts.stream().map(start -> new TimeRange(start, start + length)).toList();
      }
    }
    return List.of(TimeRange.ALL);
  }

  private static void addStarts(
      long firstMillis, long lastMillis, long length, TreeSet<Long> starts) {
    long last = Windows.start(lastMillis, length);
    long start = Windows.start(firstMillis, length);
    for (; start <= last && starts.size() <= MAX_WINDOWS; start += length) {
      starts.add(start);
    }
  }

  private @org.jspecify.annotations.Nullable Block writeWindow(
      HeadSeries[] series, TimeRange window) throws IOException {
    PairDictionary.Builder builder = new PairDictionary.Builder();
    long base = Long.MAX_VALUE;
    for (HeadSeries one : series) {
      SeriesBuffer buffer = one.flushing();
      if (buffer != null && window.touches(buffer.firstMillis(), buffer.lastMillis())) {
        builder.add(one.labels());
        base = Math.min(base, Math.max(window.start(), buffer.firstMillis()));
      }
    }
    PairDictionary dictionary = builder.build();
    long number = catalog.nextNumber();
    Path path = folders.block(number);
    try (BlockWriter writer = BlockWriter.create(path, dictionary, base, Level.RAW)) {
      for (HeadSeries one : series) {
        SeriesBuffer buffer = one.flushing();
        if (buffer != null && window.touches(buffer.firstMillis(), buffer.lastMillis())) {
          writeSeries(one, buffer, window, dictionary, writer);
        }
      }
      if (writer.seriesCount() == 0) {
        return null;
      }
      writer.finish();
    }
    Folders.force(folders.blocks());
    return Block.open(number, path);
  }

  private void writeSeries(
      HeadSeries series,
      SeriesBuffer buffer,
      TimeRange window,
      PairDictionary dictionary,
      BlockWriter writer)
      throws IOException {
    samples.clear();
    lock.read(() -> {
      buffer.copy(window, decoder, samples);
      return samples;
    });
    if (samples.size() > 0) {
      noteDays(samples.timestampsMillis(), samples.size());
      chunk.clear();
      chunk.add(samples, 0, samples.size(), writer.times());
      writer.add(pairs, dictionary.pairs(series.labels(), pairs), chunk, samples.size());
    }
  }
}
