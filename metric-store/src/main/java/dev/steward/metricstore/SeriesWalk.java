package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.Level;
import dev.steward.metricstore.block.Tombstones;
import dev.steward.metricstore.head.FrameSlabs;
import dev.steward.metricstore.head.Head;
import dev.steward.metricstore.head.HeadSeries;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the selected series of all blocks and of memory, as they were when it began. For one
 * thread.
 */
final class SeriesWalk implements AutoCloseable {
  /** A source at a series; the older source first where both are at the same. */
  private record At(Source source, int age, Labels labels) implements Comparable<At> {
    @Override
    public int compareTo(At other) {
      int order = labels == other.labels ? 0 : labels.compareTo(other.labels);
      return order != 0 ? order : Integer.compare(age, other.age);
    }
  }

  private final TimeRange range;
  private final List<Block> held;
  private final List<FrameSlabs> heldFrames = new ArrayList<>();
  private final PriorityQueue<At> queue = new PriorityQueue<>();
  private final List<At> current = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private @Nullable Labels labels;

  private SeriesWalk(TimeRange range, List<Block> held) {
    this.range = range;
    this.held = held;
  }

  /** A walk over all that is stored. */
  static SeriesWalk open(
      MetricQuery query, Head head, BlockCatalog catalog, StateLock lock, QueryContext context) {
    List<Block> held = new ArrayList<>();
    TimeRange range = query.range();
    SeriesWalk walk = new SeriesWalk(range, held);
    try {
      List<Coverage.Stretch> plan = new ArrayList<>();
      List<Source.OfMemory.Captured> captured = new ArrayList<>();
      BlockCatalog.View view =
          lock.read(() -> {
            walk.heldFrames.addAll(head.hold());
            capture(head, query.selector(), range, captured, context);
            BlockCatalog.View now = catalog.view();
            plan.addAll(now.plan(query, unflushedFrom(captured)));
            held.addAll(now.hold(plan));
            return now;
          });
      int age = 0;
      for (Block block : held) {
        walk.start(block, view.tombstones(), query, plan, age++, context);
      }
      walk.start(new Source.OfMemory(captured, lock), age);
      return walk;
    } catch (RuntimeException e) {
      walk.close();
      throw e;
    }
  }

  /** A walk over raw blocks alone. */
  static SeriesWalk ofBlocks(
      List<Block> blocks, Tombstones tombstones, MetricQuery query, QueryContext context) {
    List<Block> held = new ArrayList<>();
    SeriesWalk walk = new SeriesWalk(query.range(), held);
    try {
      int age = 0;
      List<Coverage.Stretch> all = List.of(new Coverage.Stretch(query.range(), Level.RAW, true));
      for (Block block : blocks) {
        if (block.hold()) {
          held.add(block);
          walk.start(block, tombstones, query, all, age++, context);
        }
      }
      return walk;
    } catch (RuntimeException e) {
      walk.close();
      throw e;
    }
  }

  private void start(
      Block block,
      Tombstones tombstones,
      MetricQuery query,
      List<Coverage.Stretch> plan,
      int age,
      QueryContext context) {
    List<Coverage.Stretch> stretches = BlockCatalog.stretches(block, plan);
    start(new Source.OfBlock(block, tombstones, query, stretches, context), age);
  }

  private static long unflushedFrom(List<Source.OfMemory.Captured> captured) {
    long from = Long.MAX_VALUE;
    for (Source.OfMemory.Captured one : captured) {
      from = Math.min(from, one.firstMillis());
    }
    return from;
  }

  private static void capture(
      Head head,
      Selector selector,
      TimeRange range,
      List<Source.OfMemory.Captured> into,
      QueryContext context) {
    for (HeadSeries series : head.index().select(selector, context)) {
      if (series.flushing() != null || series.active() != null) {
        into.add(Source.OfMemory.Captured.of(series, range));
      }
    }
  }

  private void start(Source source, int age) {
    if (source.next()) {
      queue.add(new At(source, age, source.labels()));
    }
  }

  /** Moves to the next series that may have a sample in the range. */
  boolean next() {
    do {
      if (!nextLabels()) {
        return false;
      }
      for (At at : current) {
        at.source().addParts(range, parts);
      }
    } while (parts.isEmpty());
    return true;
  }

  /** The same for who asks for the labels alone: {@link #parts} stays empty. */
  boolean nextWithoutParts() {
    while (nextLabels()) {
      for (At at : current) {
        if (at.source().mayHold(range)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean nextLabels() {
    for (At at : current) {
      start(at.source(), at.age());
    }
    current.clear();
    parts.clear();
    if (queue.isEmpty()) {
      labels = null;
      return false;
    }
    labels = queue.element().labels();
    while (!queue.isEmpty() && queue.element().labels().equals(labels)) {
      current.add(queue.remove());
    }
    return true;
  }

  /** Labels of the current series. */
  Labels labels() {
    return Objects.requireNonNull(labels, "labels");
  }

  /** Where its samples lie, the place that was written first first. */
  List<Part> parts() {
    return parts;
  }

  @Override
  public void close() {
    held.forEach(Block::release);
    held.clear();
    heldFrames.forEach(FrameSlabs::release);
    heldFrames.clear();
    queue.clear();
    current.clear();
    parts.clear();
  }
}
