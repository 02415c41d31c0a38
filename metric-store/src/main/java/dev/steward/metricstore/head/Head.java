package dev.steward.metricstore.head;

import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.codec.Samples;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricWindows;
import dev.steward.spi.store.RefusalReason;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesHandle;
import dev.steward.spi.store.SeriesLabels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The registered series and their samples since the last flush. Everything but {@link #series} is
 * called under the store's state lock: {@link #apply} and the steps of a flush under its write
 * half.
 */
public final class Head {
  /** Data time without a sample after which a series leaves memory. */
  private static final long IDLE_MILLIS = 5 * 60_000;

  /** The same while memory holds more than half, or three quarters, of the series that it may. */
  private static final long BUSY_IDLE_MILLIS = 2 * 60_000;

  private static final long CROWDED_IDLE_MILLIS = 45_000;

  /** How far around an old sample the disk is searched for others. */
  private static final long AROUND_MILLIS = 2 * 60 * 60_000;

  /** New series since series left last that call for looking who may leave. */
  private static final int MANY_NEW_SERIES = 2048;

  private final MetricWindows windows;
  private final StoredSamples stored;
  private final HostQuotas quotas;
  private final ConcurrentMap<Labels, HeadSeries> registered = new ConcurrentHashMap<>();
  private final HeadIndex index = new HeadIndex();
  private final Sealer sealer = new Sealer();
  private final Deque<byte[]> spareSlabs = new ArrayDeque<>();

  /** Frames since the last flush began, and those that are being flushed. */
  private FrameSlabs slabs = new FrameSlabs(spareSlabs);

  private FrameSlabs flushingSlabs = slabs;

  /** Samples that nobody has; never written to. */
  private final SampleColumns nothing = new SampleColumns();

  private final FrameDecoder decoder = new FrameDecoder();

  /** Series with an active buffer. */
  private List<HeadSeries> touched = new ArrayList<>();

  private List<HeadSeries> flushing = List.of();
  private volatile long samples;
  private long flushingSamples;

  /** How many series there were when it was last looked who may leave. */
  private volatile int seriesAtLastLook;

  private final int maxSeries;
  private long idleMillis = IDLE_MILLIS;
  private long newestMillis = Long.MIN_VALUE;

  /** Makes an empty head over what is stored. */
  public Head(MetricWindows windows, int maxSeriesPerHost, int maxSeries, StoredSamples stored) {
    this.windows = windows;
    this.stored = stored;
    this.maxSeries = maxSeries;
    this.quotas = new HostQuotas(maxSeriesPerHost, maxSeries);
  }

  /** The handle of a series; needs no lock. */
  public HeadSeries series(Labels labels) {
    HeadSeries known = registered.get(labels);
    if (known != null) {
      return known;
    }
    Labels accepted = SeriesLabels.accepted(labels);
    known = registered.get(accepted);
    return known != null ? known : new HeadSeries(accepted.interned());
  }

  /** This store's series of a handle, which another store may have given out; needs no lock. */
  public HeadSeries own(SeriesHandle handle) {
    return handle instanceof HeadSeries series ? series : series(handle.labels());
  }

  /** Keeps what can be kept of a batch that was received at a time. */
  public AppendReceipt apply(SampleBatch batch, long receivedMillis) {
    Outcomes outcomes = new Outcomes();
    boolean fromQueue = batch.origin() != null;
    long oldest = windows.oldestMillis(receivedMillis);
    long newest = windows.newestMillis(receivedMillis);
    long live = 0;
    int period = period(batch);
    for (int first = 0; first < period; first++) {
      for (int i = first; i < batch.size(); i += period) {
        HeadSeries series = registeredOr(own(batch.series(i)));
        long timestamp = batch.timestampMillis(i);
        if (series.registered
            && timestamp > series.newestMillis
            && timestamp <= newest
            && timestamp >= oldest) {
          append(series, batch, i);
          live++;
        } else {
          keepOld(series, batch, i, oldest, newest, fromQueue, outcomes);
        }
      }
    }
    outcomes.stored += live;
    samples += live;
    return outcomes.receipt();
  }

  /**
   * After how many samples a batch of several scrapes comes to the same series again, or its size.
   * Taking each series' samples together reads a series' line of the cache once for all of them.
   */
  private static int period(SampleBatch batch) {
    int size = batch.size();
    int period = 1;
    while (period < size && batch.series(period) != batch.series(0)) {
      period++;
    }
    for (int i = period; i < size; i++) {
      if (batch.series(i) != batch.series(i - period)) {
        return size;
      }
    }
    return period;
  }

  private HeadSeries registeredOr(HeadSeries series) {
    if (series.registered) {
      return series;
    }
    HeadSeries same = series.sameLabels;
    if (same == null || !same.registered) {
      same = registered.get(series.labels());
      series.sameLabels = same;
    }
    return same == null ? series : same;
  }

  private void append(HeadSeries series, SampleBatch batch, int index) {
    long timestamp = batch.timestampMillis(index);
    double value = batch.value(index);
    SampleRun run = series.run;
    if (run == null) {
      run = startBuffer(series).main();
    }
    if (!run.hasRoomFor(timestamp)) {
      run.seal(timestamp, sealer);
    }
    NativeHistogram histogram = batch.histogram(index);
    long start = batch.startMillis(index);
    if (histogram == null && start == SampleBatch.NO_START) {
      run.append(timestamp, value);
    } else {
      run.append(timestamp, value, histogram, start);
    }
    series.newestMillis = timestamp;
    series.newestBits = Double.doubleToRawLongBits(value);
    newestMillis = Math.max(newestMillis, timestamp);
  }

  private SeriesBuffer startBuffer(HeadSeries series) {
    SeriesBuffer flushing = series.flushing;
    SeriesBuffer buffer =
        flushing == null ? new SeriesBuffer(slabs) : new SeriesBuffer(flushing, sealer, slabs);
    series.active = buffer;
    series.run = buffer.main();
    touched.add(series);
    return buffer;
  }

  /** Keeps a sample that is not simply the next one of a known series. */
  private void keepOld(
      HeadSeries series,
      SampleBatch batch,
      int index,
      long oldest,
      long newest,
      boolean fromQueue,
      Outcomes outcomes) {
    long timestamp = batch.timestampMillis(index);
    long seriesNewest =
        series.registered ? series.newestMillis : stored.newestFrom(series.labels(), timestamp);
    boolean late = timestamp <= seriesNewest;
    SampleColumns same = late ? find(series, timestamp) : nothing;
    if (same.size() > 0 && isEqual(same, batch, index)) {
      outcomes.repeated++;
      return;
    }
    RefusalReason reason = null;
    if (timestamp > newest) {
      reason = RefusalReason.TOO_NEW;
    } else if (timestamp < oldest) {
      reason = RefusalReason.TOO_OLD;
    } else if (late && timestamp < windows.floorMillis(seriesNewest, fromQueue)) {
      reason = RefusalReason.OUT_OF_ORDER;
    } else if (same.size() > 0) {
      reason = RefusalReason.DUPLICATE_TIMESTAMP;
    } else if (!series.registered && !register(series, seriesNewest)) {
      reason = RefusalReason.LIMIT_EXCEEDED;
    }
    if (reason != null) {
      outcomes.refuse(reason, series.labels(), timestamp);
      return;
    }
    if (late) {
      addLate(series, batch, index);
    } else {
      append(series, batch, index);
    }
    outcomes.stored++;
    samples++;
  }

  private SampleColumns find(HeadSeries series, long timestamp) {
    SampleColumns found = new SampleColumns();
    TimeRange moment = TimeRange.closed(timestamp, timestamp);
    for (SeriesBuffer buffer : buffersOf(series)) {
      buffer.copy(moment, decoder, found);
      if (found.size() > 0) {
        return found;
      }
    }
    if (series.active == null || !series.active.isQuiet(timestamp)) {
      findStored(series, timestamp, found);
    }
    return found;
  }

  /** Looks a little around too, so that the next samples of a backlog need not look again. */
  private void findStored(HeadSeries series, long timestamp, SampleColumns found) {
    long middle =
        Math.clamp(timestamp, Long.MIN_VALUE + AROUND_MILLIS, Long.MAX_VALUE - AROUND_MILLIS);
    TimeRange around = new TimeRange(middle - AROUND_MILLIS, middle + AROUND_MILLIS);
    SampleColumns near = new SampleColumns();
    stored.copy(series.labels(), around, near);
    int at = Samples.indexOf(near, timestamp);
    if (at < near.size() && near.timestampsMillis()[at] == timestamp) {
      Samples.copyOne(near, at, found);
    } else if (series.active != null) {
      series.active.rememberQuiet(
          at == 0 ? around.start() : near.timestampsMillis()[at - 1] + 1,
          at == near.size() ? around.end() : near.timestampsMillis()[at]);
    }
  }

  private static List<SeriesBuffer> buffersOf(HeadSeries series) {
    List<SeriesBuffer> buffers = new ArrayList<>(2);
    if (series.flushing != null) {
      buffers.add(series.flushing);
    }
    if (series.active != null) {
      buffers.add(series.active);
    }
    return buffers;
  }

  private static boolean isEqual(SampleColumns stored, SampleBatch batch, int index) {
    NativeHistogram before = stored.histogram(0);
    NativeHistogram now = batch.histogram(index);
    return before == null
        ? now == null
            && Double.doubleToRawLongBits(stored.values()[0])
                == Double.doubleToRawLongBits(batch.value(index))
        : before.equals(now);
  }

  private void addLate(HeadSeries series, SampleBatch batch, int index) {
    long timestamp = batch.timestampMillis(index);
    SeriesBuffer buffer = series.active;
    NativeHistogram histogram = batch.histogram(index);
    long start = batch.startMillis(index);
    if (buffer == null) {
      buffer = startBuffer(series);
    }
    buffer.addLate(timestamp, batch.value(index), histogram, start, sealer);
  }

  private boolean register(HeadSeries series, long storedNewest) {
    if (!quotas.take(series.labels())) {
      return false;
    }
    series.registered = true;
    series.sameLabels = null;
    series.newestMillis = storedNewest;
    registered.put(series.labels(), series);
    index.add(series);
    return true;
  }

  /** Samples since the last flush began. */
  public long samples() {
    return samples;
  }

  /** Samples that are in no block. */
  public long unflushedSamples() {
    return samples + flushingSamples;
  }

  /** Whether memory is full of samples. */
  public boolean wantsFlush(long maxSamples) {
    return samples >= maxSamples;
  }

  /** Whether so many series came that those who ended meanwhile should leave. */
  public boolean wantsRetirement() {
    int before = seriesAtLastLook;
    return registered.size() > before + Math.max(MANY_NEW_SERIES, before / 8);
  }

  /** The same where there may be no room for as many more. */
  public boolean isCrowded(long more) {
    int before = seriesAtLastLook;
    return registered.size() + more > maxSeries - maxSeries / 16
        && registered.size() > before + before / 64;
  }

  /**
   * Sets the samples of series that have ended apart for a flush, so that the series can leave; all
   * others go on. No other flush is under way.
   */
  public List<HeadSeries> startRetirement() {
    chooseIdle();
    List<HeadSeries> ended = new ArrayList<>();
    List<HeadSeries> rest = new ArrayList<>(touched.size());
    for (HeadSeries series : touched) {
      (hasEnded(series) ? ended : rest).add(series);
    }
    if (ended.size() < Math.min(MANY_NEW_SERIES / 4, registered.size() / 32)) {
      letLeave();
      return List.of();
    }
    touched = rest;
    flushing = ended;
    setApart(ended);
    return ended;
  }

  private static void setApart(List<HeadSeries> some) {
    for (HeadSeries series : some) {
      series.flushing = series.active;
      series.active = null;
      series.run = null;
    }
  }

  /** How many series there are. */
  public int seriesCount() {
    return registered.size();
  }

  /** The series. */
  public Collection<HeadSeries> allSeries() {
    return registered.values();
  }

  /** The index over the series. */
  public HeadIndex index() {
    return index;
  }

  /** Holds the frames in memory for a reader, who releases each of them. */
  public List<FrameSlabs> hold() {
    List<FrameSlabs> held = List.of(flushingSlabs, slabs);
    held.forEach(FrameSlabs::hold);
    return held;
  }

  /** Sets the samples so far apart for a flush, and starts anew. */
  public List<HeadSeries> startFlush() {
    chooseIdle();
    flushing = touched;
    flushingSlabs = slabs;
    slabs = new FrameSlabs(spareSlabs);
    flushingSamples = samples;
    touched = new ArrayList<>(flushing.size());
    samples = 0;
    setApart(flushing);
    return flushing;
  }

  /** Forgets the samples that were flushed, and the series that have ended. */
  public void endFlush() {
    for (HeadSeries series : flushing) {
      series.flushing = null;
      if (series.active != null) {
        // What was flushed lies on disk from now on.
        series.active.rememberQuiet(0, 0);
      }
    }
    flushing = List.of();
    if (flushingSlabs != slabs) {
      // After a retirement the slabs are still those of everybody else.
      flushingSlabs.recycle();
      flushingSlabs = slabs;
    }
    flushingSamples = 0;
    letLeave();
  }

  /** Decides anew how long a series may be idle, once for all that are looked at. */
  private void chooseIdle() {
    int series = registered.size();
    if (series > maxSeries / 4 * 3) {
      idleMillis = CROWDED_IDLE_MILLIS;
    } else {
      idleMillis = series > maxSeries / 2 ? BUSY_IDLE_MILLIS : IDLE_MILLIS;
    }
  }

  private void letLeave() {
    registered.values().removeIf(this::leaves);
    seriesAtLastLook = registered.size();
  }

  private boolean hasEnded(HeadSeries series) {
    return series.newestMillis < newestMillis - idleMillis
        || series.newestBits == SampleValues.STALE_BITS;
  }

  private boolean leaves(HeadSeries series) {
    if (series.active != null || !hasEnded(series)) {
      return false;
    }
    series.registered = false;
    quotas.giveBack(series.labels());
    return true;
  }
}
