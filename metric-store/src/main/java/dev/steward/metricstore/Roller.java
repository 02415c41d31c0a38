package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.BlockWriter;
import dev.steward.metricstore.block.Level;
import dev.steward.metricstore.block.RollUp;
import dev.steward.metricstore.block.RolledSeries;
import dev.steward.metricstore.block.Tombstones;
import dev.steward.metricstore.index.PairDictionary;
import dev.steward.metricstore.index.PairMapping;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesLabels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the points of raw blocks, a block for each level. For the maintenance thread. */
final class Roller {
  private static final Level[] LEVELS = {Level.FINE, Level.COARSE};

  private final Folders folders;
  private final BlockCatalog catalog;
  private final int[] pairs = new int[SeriesLabels.MAX_LABELS];
  private final SampleColumns samples = new SampleColumns();
  private final BlockGroups groups;

  Roller(Folders folders, BlockCatalog catalog, int maxPairs) {
    this.groups = new BlockGroups(maxPairs);
    this.folders = folders;
    this.catalog = catalog;
  }

  /** One block on its way. */
  private static final class Output implements AutoCloseable {
    private final Level level;
    private final long number;
    private final Path path;
    private final BlockWriter writer;
    private final RolledSeries series = new RolledSeries();
    private final RollUp rollUp;

    Output(Level level, long number, Path path, PairDictionary dictionary, long base)
        throws IOException {
      this.level = level;
      this.number = number;
      this.path = path;
      this.writer = BlockWriter.create(path, dictionary, base, level);
      this.rollUp = new RollUp(level, series);
    }

    void add(SampleColumns samples, int[] pairs, int pairCount) throws IOException {
      series.clear();
      rollUp.add(samples);
      if (!series.isEmpty()) {
        writer.add(pairs, pairCount, series);
      }
    }

    @Nullable Block finish() throws IOException {
      if (writer.seriesCount() == 0) {
        return null;
      }
      writer.finish();
      return Block.open(number, path);
    }

    @Override
    public void close() throws IOException {
      writer.close();
    }
  }

  /**
   * The points of what raw blocks hold in a range: a block for each level, or several where more
   * series came and went than memory holds the labels of.
   */
  List<Block> roll(TimeRange range, List<Block> raw) throws IOException {
    List<Block> ordered = new ArrayList<>(raw);
    ordered.sort(Comparator.comparingLong(block -> block.range().start()));
    List<Block> written = new ArrayList<>();
    try {
      for (List<Block> group : groups.of(ordered)) {
        written.addAll(rollGroup(range, group));
      }
      return written;
    } catch (IOException | RuntimeException e) {
      written.forEach(Block::releaseAndDelete);
      throw e;
    }
  }

  private List<Block> rollGroup(TimeRange range, List<Block> unordered) throws IOException {
    List<Block> raw = new ArrayList<>(unordered);
    // Of two samples of one moment that of the block that was written first counts.
    raw.sort(Comparator.comparingLong(Block::id));
    PairDictionary dictionary =
        PairMapping.of(raw.stream().map(Block::index).toList()).dictionary();
    long base = raw.stream().mapToLong(block -> block.range().start()).min().orElseThrow();
    List<Output> outputs = new ArrayList<>();
    List<Block> written = new ArrayList<>();
    try {
      for (Level level : LEVELS) {
        long number = catalog.nextNumber();
        outputs.add(new Output(level, number, folders.block(number), dictionary, base));
      }
      copy(range, raw, dictionary, outputs);
      for (Output output : outputs) {
        Block block = output.finish();
        if (block != null) {
          written.add(block);
        }
      }
      Folders.force(folders.blocks());
      return written;
    } catch (IOException | RuntimeException e) {
      written.forEach(Block::releaseAndDelete);
      throw e;
    } finally {
      for (Output output : outputs) {
        output.close();
      }
    }
  }

  private void copy(
      TimeRange range, List<Block> raw, PairDictionary dictionary, List<Output> outputs)
      throws IOException {
    QueryContext context = QueryContext.unlimited();
    Tombstones tombstones = catalog.view().tombstones();
    MetricQuery query = new MetricQuery(Selector.ALL, range);
    try (EngineCursor cursor =
        new EngineCursor(SeriesWalk.ofBlocks(raw, tombstones, query, context), range, context)) {
      while (cursor.next()) {
        samples.clear();
        cursor.read(samples);
        int count = dictionary.pairs(cursor.labels(), pairs);
        for (Output output : outputs) {
          output.add(samples, pairs, count);
        }
      }
    }
  }
}
