package dev.steward.metricstore.head;

import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one series in memory, rising in time: sealed frames, and an open tail as plain
 * numbers. Guarded by the store's state lock.
 *
 * <p>As long as the tail's samples come at one distance, their times are not kept: sixty thousand
 * series that are scraped by a clock would hold the same numbers sixty thousand times, and every
 * sample would touch one more line of the cache.
 */
final class SampleRun {
  /** The tail is sealed at this length: what is open stays small, what is sealed compresses. */
  static final int SEAL_AT = 16;

  private static final int FIRST_ROOM = 4;
  private static final double[] NO_VALUES = {};

  private long firstMillis = Long.MAX_VALUE;
  private long baseMillis;
  private double[] values;
  private int size;

  /** Distance of the tail's samples while {@link #offsets} is null. */
  private int stepMillis;

  /** Times of the tail relative to {@link #baseMillis}, if they are not at one distance. */
  private int @Nullable [] offsets;

  /** How long the tail may get; 0 until there is a first sample to count times from. */
  private int limit;

  private NativeHistogram @Nullable [] histograms;
  private long @Nullable [] starts;

  /** What is compressed: the chain of frames, and the time of its last sample. */
  private final FrameSlabs slabs;

  private int firstFrame = FrameSlabs.NONE;
  private int lastFrame = FrameSlabs.NONE;
  private long sealedMillis = Long.MIN_VALUE;

  /** A run without samples. */
  SampleRun(FrameSlabs slabs) {
    this.slabs = slabs;
    values = NO_VALUES;
  }

  /** A run without samples that takes over the room of another, whose tail is sealed. */
  SampleRun(SampleRun before, Sealer sealer, FrameSlabs slabs) {
    this.slabs = slabs;
    before.seal(before.baseMillis, sealer);
    values = before.values;
    before.values = NO_VALUES;
  }

  /** Whether a sample can follow without {@link #seal}. */
  boolean hasRoomFor(long timestampMillis) {
    return size < limit && timestampMillis - baseMillis <= Integer.MAX_VALUE;
  }

  /** Adds a sample later than all before; {@link #hasRoomFor} it. */
  void append(long timestampMillis, double value) {
    int at = size;
    if (at == values.length) {
      values = Arrays.copyOf(values, Math.clamp(at * 2L, FIRST_ROOM, SEAL_AT));
    }
    int offset = (int) (timestampMillis - baseMillis);
    if (offsets != null) {
      offsets[at] = offset;
    } else if (at == 1) {
      stepMillis = offset;
    } else if (offset != (long) stepMillis * at) {
      offsets = offsetsWith(at, offset);
    }
    values[at] = value;
    size = at + 1;
  }

  /** The times so far and one that does not keep to their distance. */
  private int[] offsetsWith(int at, int offset) {
    int[] all = new int[SEAL_AT];
    for (int i = 0; i < at; i++) {
      all[i] = stepMillis * i;
    }
    all[at] = offset;
    return all;
  }

  private long timestampMillis(int index) {
    return baseMillis + (offsets == null ? (long) stepMillis * index : offsets[index]);
  }

  /** Adds a sample that is a histogram or has a start. */
  void append(long timestampMillis, double value, @Nullable NativeHistogram histogram, long start) {
    append(timestampMillis, value);
    if (histogram != null) {
      if (histograms == null) {
        histograms = new NativeHistogram[SEAL_AT];
      }
      histograms[size - 1] = histogram;
    }
    if (start != SampleBatch.NO_START) {
      if (starts == null) {
        starts = new long[SEAL_AT];
      }
      starts[size - 1] = start;
    }
  }

  /** Compresses the tail, if there is one, and starts a new one that begins at a moment. */
  void seal(long nextBaseMillis, Sealer sealer) {
    if (size > 0) {
      SampleColumns tail = sealer.columns();
      copyTail(TimeRange.ALL, tail);
      sealedMillis = timestampMillis(size - 1);
      lastFrame = sealer.seal(tail, slabs, lastFrame);
      firstFrame = firstFrame == FrameSlabs.NONE ? sealer.first() : firstFrame;
    }
    firstMillis = Math.min(firstMillis, nextBaseMillis);
    baseMillis = nextBaseMillis;
    limit = SEAL_AT;
    size = 0;
    stepMillis = 0;
    offsets = null;
    histograms = null;
    starts = null;
  }

  /** Time of the oldest sample; {@link Long#MAX_VALUE} where there is none. */
  long firstMillis() {
    return firstMillis;
  }

  /** Time of the newest sample; {@link Long#MIN_VALUE} where there is none. */
  long lastMillis() {
    return size > 0 ? timestampMillis(size - 1) : sealedMillis;
  }

  /** Appends the samples in a range. */
  void copy(TimeRange range, FrameDecoder decoder, SampleColumns into) {
    if (firstFrame != FrameSlabs.NONE && range.touches(firstMillis, sealedMillis)) {
      slabs.copy(firstFrame, range, decoder, into);
    }
    copyTail(range, into);
  }

  private void copyTail(TimeRange range, SampleColumns into) {
    for (int i = 0; i < size; i++) {
      long timestamp = timestampMillis(i);
      if (range.contains(timestamp)) {
        copyOne(timestamp, i, into);
      }
    }
  }

  private void copyOne(long timestampMillis, int index, SampleColumns into) {
    NativeHistogram histogram = histograms == null ? null : histograms[index];
    if (histogram == null) {
      into.add(timestampMillis, values[index]);
    } else {
      into.add(timestampMillis, histogram);
    }
    if (starts != null && starts[index] != SampleBatch.NO_START) {
      into.setStart(starts[index]);
    }
  }
}
