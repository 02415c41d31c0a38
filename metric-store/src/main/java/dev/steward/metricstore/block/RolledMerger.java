package dev.steward.metricstore.block;

import dev.steward.metricstore.block.RolledSeries.Column;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.codec.Samples;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Brings the points of one series from several blocks of a level together. Points of one span from
 * different blocks stay apart: each stands for samples of its own. For one thread.
 */
final class RolledMerger {
  private final Tombstones tombstones;
  private final Set<Block> damaged;
  private final RolledSeries series = new RolledSeries();
  private SampleColumns part = new SampleColumns();
  private SampleColumns merged = new SampleColumns();

  RolledMerger(Tombstones tombstones, Set<Block> damaged) {
    this.tombstones = tombstones;
    this.damaged = damaged;
  }

  /** Writes what inputs, the oldest block's first, hold of one series. */
  void merge(List<MergeInput> inputs, BlockWriter writer) throws IOException {
    series.clear();
    for (MergeInput input : inputs) {
      try {
        add(input);
      } catch (CorruptDataException e) {
        damaged.add(input.block());
      }
    }
    if (!series.isEmpty()) {
      writer.add(inputs.getFirst().pairs(), inputs.getFirst().pairCount(), series);
    }
  }

  private void add(MergeInput input) {
    Block block = input.block();
    List<TimeRange> deleted =
        tombstones.touch(block)
            ? tombstones.of(block, block.index().labels(input.ordinal()))
            : List.of();
    for (Column column : Column.values()) {
      SampleColumns whole = new SampleColumns();
      input.reader().read(input.ordinal(), column, TimeRange.ALL, whole);
      if (whole.size() == 0) {
        continue;
      }
      part.clear();
      Tombstones.copyRemaining(whole, deleted, part);
      merged.clear();
      Samples.merge(series.column(column), part, merged);
      merged = series.swap(column, merged);
    }
  }
}
