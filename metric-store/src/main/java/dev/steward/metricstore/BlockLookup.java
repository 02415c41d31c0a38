package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.BlockReader;
import dev.steward.metricstore.block.Level;
import dev.steward.metricstore.block.Tombstones;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.codec.Samples;
import dev.steward.metricstore.head.StoredSamples;
import dev.steward.metricstore.index.SeriesSet;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Looks up single samples in blocks, which only old samples need. A part that cannot be read counts
 * as empty: it is reported where it is queried. For the writer, under the state lock.
 */
final class BlockLookup implements StoredSamples {
  private final BlockCatalog catalog;

  BlockLookup(BlockCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public long newestFrom(Labels labels, long fromMillis) {
    long newest = Long.MIN_VALUE;
    // The block that was written last mostly has the newest sample, and spares the others.
    for (Block block : catalog.view().blocks().reversed()) {
      long blockNewest = block.range().end() - 1;
      if (block.level() == Level.RAW && blockNewest >= fromMillis && blockNewest > newest) {
        int ordinal = block.index().find(labels);
        if (ordinal >= 0) {
          newest = Math.max(newest, block.index().extent(ordinal).maxTimeMillis());
        }
      }
    }
    return newest >= fromMillis ? newest : Long.MIN_VALUE;
  }

  @Override
  public void copy(Labels labels, TimeRange range, SampleColumns into) {
    BlockCatalog.View view = catalog.view();
    SampleColumns found = new SampleColumns();
    for (Block block : view.blocks()) {
      if (block.level() != Level.RAW
          || !range.touches(block.range().start(), block.range().end() - 1)) {
        continue;
      }
      SampleColumns part = new SampleColumns();
      copy(block, view.tombstones(), labels, range, part);
      SampleColumns both = new SampleColumns();
      Samples.merge(found, part, both);
      found = both;
    }
    Samples.copy(found, range, into);
  }

  private static void copy(
      Block block, Tombstones tombstones, Labels labels, TimeRange range, SampleColumns into) {
    int ordinal = block.index().find(labels);
    if (ordinal < 0) {
      return;
    }
    SampleColumns stored = new SampleColumns();
    try {
      SeriesSet only = SeriesSet.only(ordinal, block.index().seriesCount());
      new BlockReader(block, only).read(ordinal, range, stored);
    } catch (CorruptDataException | UncheckedIOException e) {
      return;
    }
    List<TimeRange> deleted = tombstones.of(block, labels);
    Tombstones.copyRemaining(stored, deleted, into);
  }
}
