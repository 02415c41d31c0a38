package dev.steward.metricstore.block;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;

/**
 * A deletion: the samples of some series in a range of time are gone from all blocks that existed
 * when it was asked for.
 *
 * @param selector which series
 * @param range milliseconds since the Unix epoch
 * @param lastBlock the largest number of those blocks
 * @param level concerns blocks of this level alone
 */
public record Tombstone(Selector selector, TimeRange range, long lastBlock, Level level) {
  /** Whether it may concern a block at all. */
  public boolean touches(Block block) {
    return block.level() == level
        && block.id() <= lastBlock
        && range.touches(block.range().start(), block.range().end() - 1);
  }

  /** Whether it concerns a series. */
  boolean accepts(Labels labels) {
    return selector.accepts(labels);
  }
}
