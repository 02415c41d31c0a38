package dev.steward.metricstore.block;

import dev.steward.metricstore.index.PairMapping;
import dev.steward.metricstore.index.SeriesSet;
import dev.steward.spi.store.SeriesLabels;

/** One block on its way into another: a walk over its series. For one thread. */
final class MergeInput implements Comparable<MergeInput> {
  private final Block block;
  private final BlockReader reader;
  private final PairMapping mapping;
  private final int position;
  private final int[] pairs = new int[SeriesLabels.MAX_LABELS];
  private int pairCount;
  private int ordinal = -1;

  MergeInput(Block block, PairMapping mapping, int position) {
    this.block = block;
    this.mapping = mapping;
    this.position = position;
    this.reader = new BlockReader(block, SeriesSet.all(block.index().seriesCount()));
  }

  /** Moves to the next series. */
  boolean next() {
    if (++ordinal == block.index().seriesCount()) {
      return false;
    }
    pairCount = block.index().pairs(ordinal, pairs);
    for (int i = 0; i < pairCount; i++) {
      pairs[i] = mapping.number(position, pairs[i]);
    }
    return true;
  }

  Block block() {
    return block;
  }

  BlockReader reader() {
    return reader;
  }

  int ordinal() {
    return ordinal;
  }

  int[] pairs() {
    return pairs;
  }

  int pairCount() {
    return pairCount;
  }

  boolean sameSeries(MergeInput other) {
    return java.util.Arrays.equals(pairs, 0, pairCount, other.pairs, 0, other.pairCount);
  }

  /** By series, and the older block first. */
  @Override
  public int compareTo(MergeInput other) {
    int order = java.util.Arrays.compare(pairs, 0, pairCount, other.pairs, 0, other.pairCount);
    return order != 0 ? order : Long.compare(block.id(), other.block.id());
  }
}
