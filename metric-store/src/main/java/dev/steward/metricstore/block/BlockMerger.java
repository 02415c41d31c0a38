package dev.steward.metricstore.block;

import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.codec.Samples;
import dev.steward.metricstore.index.PairMapping;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleColumns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Writes one block that holds what several hold, without what is deleted. For one thread.
 *
 * <p>What is damaged is left out, and its block is named in {@link #damaged}.
 *
 * <p>Where a series' parts follow one another in time, its large frames are copied as they are and
 * small ones next to each other become one; only where parts overlap is everything decoded. Of two
 * samples of one moment the older block's stays.
 */
public final class BlockMerger {
  private final Tombstones tombstones;
  private final FrameJoiner joiner = new FrameJoiner();
  private final SampleColumns part = new SampleColumns();
  private final Set<Block> damaged = new LinkedHashSet<>();
  private final RolledMerger rolled;
  private SampleColumns merged = new SampleColumns();
  private SampleColumns next = new SampleColumns();

  /** Makes a merger that leaves out what is deleted. */
  public BlockMerger(Tombstones tombstones) {
    this.tombstones = tombstones;
    this.rolled = new RolledMerger(tombstones, damaged);
  }

  /**
   * Writes a block of blocks of one level.
   *
   * @return whether anything is left; if not, there is no file
   */
  public boolean merge(List<Block> blocks, Path target) throws IOException {
    List<Block> ordered = new ArrayList<>(blocks);
    ordered.sort(Comparator.comparingLong(Block::id));
    PairMapping mapping = PairMapping.of(ordered.stream().map(Block::index).toList());
    PriorityQueue<MergeInput> queue = new PriorityQueue<>();
    for (int i = 0; i < ordered.size(); i++) {
      MergeInput input = new MergeInput(ordered.get(i), mapping, i);
      if (input.next()) {
        queue.add(input);
      }
    }
    long base = blocks.stream().mapToLong(block -> block.range().start()).min().orElseThrow();
    Level level = blocks.getFirst().level();
    try (BlockWriter writer = BlockWriter.create(target, mapping.dictionary(), base, level)) {
      List<MergeInput> same = new ArrayList<>();
      while (!queue.isEmpty()) {
        takeSameSeries(queue, same);
        if (level == Level.RAW) {
          mergeSeries(same, writer);
        } else {
          rolled.merge(same, writer);
        }
        for (MergeInput input : same) {
          if (input.next()) {
            queue.add(input);
          }
        }
      }
      if (writer.seriesCount() == 0) {
        return false;
      }
      writer.finish();
      return true;
    }
  }

  private static void takeSameSeries(PriorityQueue<MergeInput> queue, List<MergeInput> same) {
    same.clear();
    same.add(queue.remove());
    while (!queue.isEmpty() && queue.element().sameSeries(same.getFirst())) {
      same.add(queue.remove());
    }
  }

  private void mergeSeries(List<MergeInput> inputs, BlockWriter writer) throws IOException {
    boolean plain = followOneAnother(inputs);
    for (MergeInput input : inputs) {
      plain &= !tombstones.touch(input.block());
    }
    joiner.start(writer);
    if (!plain || !joinAll(inputs)) {
      joiner.start(writer);
      decodeAll(inputs);
      joiner.add(merged);
    }
    joiner.finish(inputs.getFirst().pairs(), inputs.getFirst().pairCount());
  }

  /** Joins parts that follow one another; false where one of them is damaged. */
  private boolean joinAll(List<MergeInput> inputs) {
    inputs.sort(Comparator.comparingLong(BlockMerger::minTime));
    try {
      for (MergeInput input : inputs) {
        joiner.join(input);
      }
      return true;
    } catch (CorruptDataException e) {
      return false;
    }
  }

  /** Blocks of which a part could not be read, and is not in what was written. */
  public Set<Block> damaged() {
    return damaged;
  }

  private static long minTime(MergeInput input) {
    return input.block().index().extent(input.ordinal()).minTimeMillis();
  }

  private static boolean followOneAnother(List<MergeInput> inputs) {
    if (inputs.size() == 1) {
      return true;
    }
    List<MergeInput> byTime = new ArrayList<>(inputs);
    byTime.sort(Comparator.comparingLong(BlockMerger::minTime));
    for (int i = 1; i < byTime.size(); i++) {
      MergeInput before = byTime.get(i - 1);
      long end = before.block().index().extent(before.ordinal()).maxTimeMillis();
      if (minTime(byTime.get(i)) <= end) {
        return false;
      }
    }
    return true;
  }

  private void decodeAll(List<MergeInput> inputs) {
    merged.clear();
    for (MergeInput input : inputs) {
      part.clear();
      try {
        readRemaining(input);
      } catch (CorruptDataException e) {
        damaged.add(input.block());
      }
      next.clear();
      Samples.merge(merged, part, next);
      SampleColumns swap = merged;
      merged = next;
      next = swap;
    }
  }

  private void readRemaining(MergeInput input) {
    Block block = input.block();
    List<TimeRange> deleted =
        tombstones.touch(block)
            ? tombstones.of(block, block.index().labels(input.ordinal()))
            : List.of();
    if (deleted.isEmpty()) {
      input.reader().read(input.ordinal(), TimeRange.ALL, part);
    } else {
      SampleColumns whole = new SampleColumns();
      input.reader().read(input.ordinal(), TimeRange.ALL, whole);
      Tombstones.copyRemaining(whole, deleted, part);
    }
  }
}
