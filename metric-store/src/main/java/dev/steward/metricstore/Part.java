package dev.steward.metricstore;

import dev.steward.metricstore.block.BlockReader;
import dev.steward.metricstore.block.RolledReading;
import dev.steward.metricstore.block.Tombstones;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.head.SeriesBuffer;
import dev.steward.metricstore.index.Extent;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import java.io.UncheckedIOException;
import java.util.List;

/** The samples of one series in one place: a block, or memory. For one thread. */
sealed interface Part {
  /** Time of its oldest sample. */
  long firstMillis();

  /** Time of its newest sample. */
  long lastMillis();

  /** Whether {@link #firstMillis} and {@link #lastMillis} are the times of samples. */
  boolean isExact();

  /** Appends its samples in a range. */
  void read(TimeRange range, SampleColumns into);

  /**
   * In a block.
   *
   * @param clip what the block answers for
   */
  record InBlock(
      BlockReader reader,
      int ordinal,
      Extent extent,
      List<TimeRange> deleted,
      QueryContext context,
      TimeRange clip)
      implements Part {
    @Override
    public long firstMillis() {
      return Math.max(extent.minTimeMillis(), clip.start());
    }

    @Override
    public long lastMillis() {
      return Math.min(extent.maxTimeMillis(), clip.end() - 1);
    }

    @Override
    public boolean isExact() {
      return deleted.isEmpty() && clip.covers(extent.minTimeMillis(), extent.maxTimeMillis());
    }

    @Override
    public void read(TimeRange asked, SampleColumns into) {
      TimeRange range = intersection(asked, clip);
      try {
        if (deleted.isEmpty()) {
          reader.read(ordinal, range, into);
        } else {
          SampleColumns all = new SampleColumns();
          reader.read(ordinal, range, all);
          Tombstones.copyRemaining(all, deleted, into);
        }
      } catch (CorruptDataException e) {
        warn(reader, e, context);
      } catch (UncheckedIOException e) {
        throw unreadable(reader, e);
      }
    }
  }

  /**
   * Points in a block that is not of the raw level.
   *
   * @param clip what the block answers for
   * @param exact whether no window of the query's cuts a point's span
   */
  record Rolled(
      RolledReading reading,
      BlockReader reader,
      int ordinal,
      Extent extent,
      List<TimeRange> deleted,
      QueryContext context,
      TimeRange clip,
      MetricQuery.Rollup rollup,
      boolean exact)
      implements Part {
    @Override
    public long firstMillis() {
      return Math.max(extent.minTimeMillis(), clip.start());
    }

    @Override
    public long lastMillis() {
      return Math.min(extent.maxTimeMillis(), clip.end() - 1);
    }

    /** Which points there are depends on what is asked. */
    @Override
    public boolean isExact() {
      return false;
    }

    @Override
    public void read(TimeRange asked, SampleColumns into) {
      int before = into.size();
      try {
        reading.read(ordinal, intersection(asked, clip), rollup, exact, deleted, into);
      } catch (CorruptDataException e) {
        warn(reader, e, context);
      } catch (UncheckedIOException e) {
        throw unreadable(reader, e);
      }
      if (into.size() > before) {
        warnOfApproximation(into, before);
      }
    }

    private void warnOfApproximation(SampleColumns into, int before) {
      String span = reader.block().level().word();
      if (!exact) {
        context.warn(
            "old samples are kept as one point for each "
                + span
                + ", and what is said of them is approximate (exact: steps and ranges of whole "
                + span
                + " in functions such as rate, increase, and avg_over_time)");
      } else if (rollup == MetricQuery.Rollup.SUM && into.mayHoldHistograms()) {
        for (int i = before; i < into.size(); i++) {
          if (into.histogram(i) != null && into.count(i) > 1) {
            context.warn(
                "of old histograms one for each " + span + " is kept: their sum is approximate");
            return;
          }
        }
      }
    }
  }

  private static TimeRange intersection(TimeRange one, TimeRange other) {
    long start = Math.max(one.start(), other.start());
    return new TimeRange(start, Math.max(start, Math.min(one.end(), other.end())));
  }

  private static void warn(BlockReader reader, CorruptDataException e, QueryContext context) {
    context.warn(
        "samples are missing: " + reader.block().path() + " is damaged: " + e.getMessage());
  }

  private static StewardException unreadable(BlockReader reader, UncheckedIOException e) {
    return new StewardException(
        ErrorCode.STORAGE_FAILED, reader.block().path() + " cannot be read: " + e, e);
  }

  /** In memory. */
  record InMemory(SeriesBuffer buffer, FrameDecoder decoder, StateLock lock) implements Part {
    @Override
    public long firstMillis() {
      return lock.read(buffer::firstMillis);
    }

    @Override
    public long lastMillis() {
      return lock.read(buffer::lastMillis);
    }

    @Override
    public boolean isExact() {
      return true;
    }

    @Override
    public void read(TimeRange range, SampleColumns into) {
      lock.read(() -> {
        buffer.copy(range, decoder, into);
        return into;
      });
    }
  }
}
