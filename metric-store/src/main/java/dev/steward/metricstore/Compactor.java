package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.BlockMerger;
import dev.steward.metricstore.block.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Merges blocks. All blocks within a window become one when the window is over; a window of two
 * hours also when there are many, because each costs a query. For the maintenance thread.
 */
final class Compactor {
  /** Blocks of one short window at which they are merged before the window is over. */
  private static final int MANY = 8;

  /** Data time that a window stays open after its end, for what comes out of order. */
  private static final long LINGER_MILLIS = 40 * 60_000;

  private final Folders folders;
  private final BlockCatalog catalog;

  private final MetricStoreOptions options;
  private final BlockGroups groups;

  /** Merges within windows that suit the ages to which blocks are kept. */
  Compactor(Folders folders, BlockCatalog catalog, MetricStoreOptions options) {
    this.options = options;
    this.groups = new BlockGroups(options.maxPairs());
    this.folders = folders;
    this.catalog = catalog;
  }

  /** Blocks that should become one; empty where nothing is to do. */
  List<Block> next() {
    return next(false);
  }

  /**
   * Blocks that should become one.
   *
   * @param evenOpen whether windows that are not over count too
   */
  List<Block> next(boolean evenOpen) {
    BlockCatalog.View view = catalog.view();
    long newest = Long.MIN_VALUE;
    for (Block block : view.blocks()) {
      newest = Math.max(newest, block.range().end() - 1);
    }
    for (Level level : Level.values()) {
      List<Block> next = next(view.blocks(level), Windows.of(level, options), newest, evenOpen);
      if (!next.isEmpty()) {
        return next;
      }
    }
    return List.of();
  }

  private List<Block> next(List<Block> blocks, List<Long> lengths, long newest, boolean evenOpen) {
    for (long length : lengths) {
      boolean shortest = length == lengths.getFirst();
      for (var window : byWindow(blocks, length).entrySet()) {
        boolean over = evenOpen || window.getKey() + length + LINGER_MILLIS <= newest;
        List<Block> inside = window.getValue();
        boolean many = inside.size() >= MANY;
        if (inside.size() > 1
            && (over || (shortest && many))
            && (evenOpen || shortest || many || isWorthwhile(inside))) {
          List<List<Block>> parts = groups.of(inside);
          for (List<Block> part : parts) {
            boolean all = parts.size() == 1;
            if (part.size() > 1 && (all || part.size() >= MANY || isWorthwhile(part))) {
              return part;
            }
          }
        }
      }
    }
    return List.of();
  }

  /** Whether not nearly all would be written again for the sake of a little that came late. */
  private static boolean isWorthwhile(List<Block> blocks) {
    long all = blocks.stream().mapToLong(Block::fileSize).sum();
    long largest = blocks.stream().mapToLong(Block::fileSize).max().orElse(0);
    return largest < (all - largest) * 8;
  }

  /** Blocks that lie within one window each. */
  private static TreeMap<Long, List<Block>> byWindow(List<Block> blocks, long length) {
    TreeMap<Long, List<Block>> windows = new TreeMap<>();
    for (Block block : blocks) {
      // A point belongs to the span that ends with it, a sample to the one that it begins.
      int shift = block.level() == Level.RAW ? 0 : 1;
      long start = Windows.start(block.range().start() - shift, length);
      if (block.range().end() - shift <= start + length) {
        windows.computeIfAbsent(start, s -> new ArrayList<>()).add(block);
      }
    }
    return windows;
  }

  /** Blocks from which something is deleted. */
  List<Block> withTombstones() {
    BlockCatalog.View view = catalog.view();
    return view.blocks().stream().filter(view.tombstones()::touch).toList();
  }

  /** Merges blocks into one and replaces them by it. */
  void merge(List<Block> blocks, BlockCatalog.StateChange switchOver) throws IOException {
    long number = catalog.nextNumber();
    Path path = folders.block(number);
    List<Block> result = new ArrayList<>();
    BlockMerger merger = new BlockMerger(catalog.view().tombstones());
    if (merger.merge(blocks, path)) {
      Folders.force(folders.blocks());
      result.add(Block.open(number, path));
    }
    for (Block damaged : merger.damaged()) {
      catalog.keepAside(damaged);
    }
    catalog.replace(blocks, result, catalog.flushedLog(), switchOver);
  }
}
