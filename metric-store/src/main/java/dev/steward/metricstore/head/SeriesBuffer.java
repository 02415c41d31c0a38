package dev.steward.metricstore.head;

import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.codec.Samples;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The samples that one series got since the last flush. Those in order are one run; an agent's
 * backlog, in order too but older, is a second; what is left lies in a tree. Guarded by the store's
 * state lock.
 */
public final class SeriesBuffer {
  private record Stray(double value, @Nullable NativeHistogram histogram, long start) {}

  private final FrameSlabs slabs;
  private final SampleRun main;
  private @Nullable SampleRun backlog;
  private @Nullable TreeMap<Long, Stray> strays;

  /** A span in which the disk holds no sample of the series; empty where none is known. */
  private long quietFrom;

  private long quietTo;

  /** An empty buffer. */
  SeriesBuffer(FrameSlabs slabs) {
    this.slabs = slabs;
    main = new SampleRun(slabs);
  }

  /** An empty buffer that takes over the room of one that is being flushed. */
  SeriesBuffer(SeriesBuffer flushing, Sealer sealer, FrameSlabs slabs) {
    this.slabs = slabs;
    main = new SampleRun(flushing.main, sealer, slabs);
  }

  /** Samples in order; empty where only older ones came since the last flush. */
  SampleRun main() {
    return main;
  }

  /** Whether the disk is known to hold no sample of a moment. */
  boolean isQuiet(long timestampMillis) {
    return timestampMillis >= quietFrom && timestampMillis < quietTo;
  }

  /** Remembers a span in which the disk holds nothing: a backlog mostly fills a gap. */
  void rememberQuiet(long fromMillis, long toMillis) {
    quietFrom = fromMillis;
    quietTo = toMillis;
  }

  /** Adds a sample that is not later than all before. */
  void addLate(
      long timestampMillis,
      double value,
      @Nullable NativeHistogram histogram,
      long start,
      Sealer sealer) {
    if (backlog == null) {
      backlog = new SampleRun(slabs);
    } else if (timestampMillis <= backlog.lastMillis()) {
      if (strays == null) {
        strays = new TreeMap<>();
      }
      strays.put(timestampMillis, new Stray(value, histogram, start));
      return;
    }
    if (!backlog.hasRoomFor(timestampMillis)) {
      backlog.seal(timestampMillis, sealer);
    }
    backlog.append(timestampMillis, value, histogram, start);
  }

  /** Time of the oldest sample. */
  public long firstMillis() {
    long first = main.firstMillis();
    if (backlog != null) {
      first = Math.min(first, backlog.firstMillis());
    }
    if (strays != null) {
      first = Math.min(first, strays.firstKey());
    }
    return first;
  }

  /** Time of the newest sample. */
  public long lastMillis() {
    long last = main.lastMillis();
    return backlog == null ? last : Math.max(last, backlog.lastMillis());
  }

  /** Calls for each span of time that samples lie in, from first to last. */
  public void forEachSpan(SpanVisitor visitor) {
    if (main.lastMillis() != Long.MIN_VALUE) {
      visitor.span(main.firstMillis(), main.lastMillis());
    }
    if (backlog != null) {
      visitor.span(backlog.firstMillis(), backlog.lastMillis());
    }
    if (strays != null) {
      strays.keySet().forEach(timestamp -> visitor.span(timestamp, timestamp));
    }
  }

  /** Hears of spans of time. */
  @FunctionalInterface
  public interface SpanVisitor {
    /** A span with both ends included, milliseconds since the Unix epoch. */
    void span(long firstMillis, long lastMillis);
  }

  /** Parts that are read one after the other. */
  public int chunks() {
    return (backlog == null ? 1 : 2) + (strays == null ? 0 : 1);
  }

  /** Appends the samples in a range, rising in time. */
  public void copy(TimeRange range, FrameDecoder decoder, SampleColumns into) {
    if (backlog == null) {
      main.copy(range, decoder, into);
      return;
    }
    SampleColumns late = new SampleColumns();
    backlog.copy(range, decoder, late);
    if (strays != null) {
      late = withStrays(late, range);
    }
    SampleColumns live = new SampleColumns();
    main.copy(range, decoder, live);
    Samples.merge(live, late, into);
  }

  private SampleColumns withStrays(SampleColumns late, TimeRange range) {
    if (strays == null) {
      return late;
    }
    SampleColumns found = new SampleColumns();
    strays
        .subMap(range.start(), range.end())
        .forEach((timestamp, stray) -> addStray(timestamp, stray, found));
    SampleColumns both = new SampleColumns();
    Samples.merge(late, found, both);
    return both;
  }

  private static void addStray(long timestampMillis, Stray stray, SampleColumns into) {
    if (stray.histogram() == null) {
      into.add(timestampMillis, stray.value());
    } else {
      into.add(timestampMillis, stray.histogram());
    }
    if (stray.start() != SampleBatch.NO_START) {
      into.setStart(stray.start());
    }
  }
}
