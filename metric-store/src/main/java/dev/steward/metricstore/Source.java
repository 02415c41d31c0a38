package dev.steward.metricstore;

import dev.steward.metricstore.block.Block;
import dev.steward.metricstore.block.BlockReader;
import dev.steward.metricstore.block.Level;
import dev.steward.metricstore.block.RolledReading;
import dev.steward.metricstore.block.Tombstones;
import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.head.HeadSeries;
import dev.steward.metricstore.head.SeriesBuffer;
import dev.steward.metricstore.index.Extent;
import dev.steward.metricstore.index.Selection;
import dev.steward.metricstore.index.SeriesSet;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A walk over the selected series of one block, or of memory, by labels. For one thread. */
sealed interface Source {
  /** Moves to the next series. */
  boolean next();

  /** Labels of the series. */
  Labels labels();

  /** Adds where its samples lie, if any may lie in the range. */
  void addParts(TimeRange range, List<Part> parts);

  /** Whether any of its samples may lie in the range. */
  boolean mayHold(TimeRange range);

  /** A block's series. */
  final class OfBlock implements Source {
    private final Block block;
    private final SeriesSet selected;
    private final BlockReader reader;
    private final Tombstones tombstones;
    private final QueryContext context;
    private final List<Coverage.Stretch> stretches;
    private final MetricQuery.Rollup rollup;
    private final @Nullable RolledReading rolled;
    private int ordinal = -1;
    private final List<Part> scratch = new ArrayList<>();
    private @Nullable Labels labels;

    /**
     * A walk.
     *
     * @param stretches what the block answers for, in order
     */
    OfBlock(
        Block block,
        Tombstones tombstones,
        MetricQuery query,
        List<Coverage.Stretch> stretches,
        QueryContext context) {
      this.stretches = stretches;
      this.rollup = query.rollup();
      this.block = block;
      this.tombstones = tombstones.touch(block) ? tombstones : Tombstones.NONE;
      this.context = context;
      this.selected = Selection.of(block.index(), query.selector(), context);
      this.reader = new BlockReader(block, selected);
      this.rolled = block.level() == Level.RAW ? null : new RolledReading(reader);
    }

    @Override
    public boolean next() {
      ordinal = selected.next(ordinal + 1);
      labels = ordinal < 0 ? null : block.index().labels(ordinal);
      return ordinal >= 0;
    }

    @Override
    public Labels labels() {
      return Objects.requireNonNull(labels, "labels");
    }

    @Override
    public void addParts(TimeRange range, List<Part> parts) {
      Extent extent = block.index().extent(ordinal);
      if (!range.touches(extent.minTimeMillis(), extent.maxTimeMillis())) {
        return;
      }
      List<TimeRange> deleted = tombstones.of(block, labels());
      for (TimeRange gone : deleted) {
        if (gone.covers(extent.minTimeMillis(), extent.maxTimeMillis())) {
          return;
        }
      }
      for (Coverage.Stretch stretch : stretches) {
        if (stretch.range().touches(extent.minTimeMillis(), extent.maxTimeMillis())) {
          parts.add(part(extent, deleted, stretch));
        }
      }
    }

    private Part part(Extent extent, List<TimeRange> deleted, Coverage.Stretch stretch) {
      if (rolled == null) {
        return new Part.InBlock(reader, ordinal, extent, deleted, context, stretch.range());
      }
      return new Part.Rolled(
          rolled,
          reader,
          ordinal,
          extent,
          deleted,
          context,
          stretch.range(),
          rollup,
          stretch.exact());
    }

    @Override
    public boolean mayHold(TimeRange range) {
      TimeRange all = block.range();
      if (tombstones == Tombstones.NONE
          && range.covers(all.start(), all.end() - 1)
          && stretches.getFirst().range().covers(all.start(), all.end() - 1)) {
        return true;
      }
      scratch.clear();
      addParts(range, scratch);
      return !scratch.isEmpty();
    }
  }

  /** Memory's series. */
  final class OfMemory implements Source {
    /**
     * A series and its samples when the query began.
     *
     * @param touches whether any of them may have lain in the query's range
     */
    record Captured(
        Labels labels,
        @Nullable SeriesBuffer flushing,
        @Nullable SeriesBuffer active,
        boolean touches) {
      static Captured of(HeadSeries series, TimeRange range) {
        SeriesBuffer flushing = series.flushing();
        SeriesBuffer active = series.active();
        return new Captured(
            series.labels(), flushing, active, touches(flushing, range) || touches(active, range));
      }

      /** Time of its oldest sample. */
      long firstMillis() {
        long first = active == null ? Long.MAX_VALUE : active.firstMillis();
        return flushing == null ? first : Math.min(first, flushing.firstMillis());
      }

      private static boolean touches(@Nullable SeriesBuffer buffer, TimeRange range) {
        return buffer != null && range.touches(buffer.firstMillis(), buffer.lastMillis());
      }
    }

    private final List<Captured> series;
    private final StateLock lock;
    private final FrameDecoder decoder = new FrameDecoder();
    private int at = -1;

    OfMemory(List<Captured> series, StateLock lock) {
      this.series = series;
      this.lock = lock;
    }

    @Override
    public boolean next() {
      return ++at < series.size();
    }

    @Override
    public Labels labels() {
      return series.get(at).labels();
    }

    @Override
    public void addParts(TimeRange range, List<Part> parts) {
      add(series.get(at).flushing(), range, parts);
      add(series.get(at).active(), range, parts);
    }

    @Override
    public boolean mayHold(TimeRange range) {
      return series.get(at).touches();
    }

    private void add(@Nullable SeriesBuffer buffer, TimeRange range, List<Part> parts) {
      if (buffer != null) {
        Part part = new Part.InMemory(buffer, decoder, lock);
        if (range.touches(part.firstMillis(), part.lastMillis())) {
          parts.add(part);
        }
      }
    }
  }
}
