package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.index.PairMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts of many blocks that can be written as one block each: the labels of what is written must
 * fit into memory, however many series come and go. For the maintenance thread.
 */
final class BlockGroups {
  /** More answers than this are not remembered. */
  private static final int MAX_KNOWN = 1000;

  private final int maxPairs;

  /** Whether blocks fit, by their numbers: counting takes reading all their labels. */
  private final Map<List<Long>, Boolean> known = new HashMap<>();

  /** Groups of at most so many label pairs, or of one block. */
  BlockGroups(int maxPairs) {
    this.maxPairs = maxPairs;
  }

  /** The blocks in groups; neighbours stay neighbours. */
  List<List<Block>> of(List<Block> blocks) {
    List<List<Block>> groups = new ArrayList<>();
    List<Block> group = new ArrayList<>();
    for (Block block : blocks) {
      group.add(block);
      if (group.size() > 1 && !fit(group)) {
        group.removeLast();
        groups.add(group);
        group = new ArrayList<>(List.of(block));
      }
    }
    if (!group.isEmpty()) {
      groups.add(group);
    }
    return groups;
  }

  private boolean fit(List<Block> blocks) {
    long atMost = blocks.stream().mapToLong(block -> block.index().pairCount()).sum();
    if (atMost <= maxPairs) {
      return true;
    }
    if (known.size() > MAX_KNOWN) {
      known.clear();
    }
    return known.computeIfAbsent(
        blocks.stream().map(Block::id).toList(),
        ids -> !PairMapping.exceeds(blocks.stream().map(Block::index).toList(), maxPairs));
  }
}
