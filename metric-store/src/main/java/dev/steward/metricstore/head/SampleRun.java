package dev.steward.metricstore.head;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.FrameDecoder;
import dev.steward.metricstore.codec.FrameEncoder;
import dev.steward.metricstore.codec.Samples;
import dev.steward.metricstore.codec.TimeColumns;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one series in memory, rising in time: sealed frames, and an open tail as plain
 * numbers. Guarded by the store's state lock.
 */
final class SampleRun {
  /** The tail is sealed at this length: what is open stays small, what is sealed compresses. */
  static final int SEAL_AT = 64;

  private static final int FIRST_ROOM = 8;

  /** A part of the run that is compressed. */
  private record Sealed(byte[] frame, long firstMillis, long lastMillis) {}

  private long firstMillis = Long.MAX_VALUE;
  private long baseMillis;

  /** How long the tail may get; 0 until there is a first sample to count times from. */
  private int limit;

  private int[] offsets = new int[FIRST_ROOM];
  private double[] values = new double[FIRST_ROOM];
  private int size;
  private NativeHistogram @Nullable [] histograms;
  private long @Nullable [] starts;
  private @Nullable List<Sealed> sealed;

  /** Whether a sample can follow without {@link #seal}. */
  boolean hasRoomFor(long timestampMillis) {
    return size < limit && timestampMillis - baseMillis <= Integer.MAX_VALUE;
  }

  /** Adds a sample later than all before; {@link #hasRoomFor} it. */
  void append(long timestampMillis, double value) {
    if (size == values.length) {
      grow();
    }
    offsets[size] = (int) (timestampMillis - baseMillis);
    values[size] = value;
    size++;
  }

  /** Adds a sample that is a histogram or has a start. */
  void append(long timestampMillis, double value, @Nullable NativeHistogram histogram, long start) {
    append(timestampMillis, value);
    if (histogram != null) {
      if (histograms == null) {
        histograms = new NativeHistogram[values.length];
      }
      histograms[size - 1] = histogram;
    }
    if (start != SampleBatch.NO_START) {
      if (starts == null) {
        starts = new long[values.length];
      }
      starts[size - 1] = start;
    }
  }

  private void grow() {
    int room = Math.min(SEAL_AT, values.length * 2);
    offsets = Arrays.copyOf(offsets, room);
    values = Arrays.copyOf(values, room);
    histograms = histograms == null ? null : Arrays.copyOf(histograms, room);
    starts = starts == null ? null : Arrays.copyOf(starts, room);
  }

  /** Compresses the tail, if there is one, and starts a new one that begins at a moment. */
  void seal(long nextBaseMillis, Sealer sealer) {
    limit = SEAL_AT;
    if (size == 0) {
      firstMillis = Math.min(firstMillis, nextBaseMillis);
    } else {
      compressTail(sealer);
    }
    baseMillis = nextBaseMillis;
  }

  private void compressTail(Sealer sealer) {
    if (sealed == null) {
      sealed = new ArrayList<>(4);
    }
    sealer.samples.clear();
    copyTail(sealer.samples);
    for (int at = 0; at < size; ) {
      sealer.out.clear();
      int end = sealer.encoder.encode(sealer.samples, at, size, TimeColumns.Sink.NONE, sealer.out);
      long[] times = sealer.samples.timestampsMillis();
      sealed.add(new Sealed(sealer.out.toByteArray(), times[at], times[end - 1]));
      at = end;
    }
    size = 0;
    histograms = null;
    starts = null;
  }

  /** Scratch for sealing, shared by all runs of one writer. */
  static final class Sealer {
    private final FrameEncoder encoder = new FrameEncoder();
    private final ByteWriter out = new ByteWriter(1 << 10);
    private final SampleColumns samples = new SampleColumns();
  }

  /** Time of the oldest sample; {@link Long#MAX_VALUE} where there is none. */
  long firstMillis() {
    return firstMillis;
  }

  /** Time of the newest sample; {@link Long#MIN_VALUE} where there is none. */
  long lastMillis() {
    if (size > 0) {
      return baseMillis + offsets[size - 1];
    }
    return sealed == null ? Long.MIN_VALUE : sealed.getLast().lastMillis();
  }

  /** Compressed parts. */
  int sealedFrames() {
    return sealed == null ? 0 : sealed.size();
  }

  private void copyTail(SampleColumns into) {
    for (int i = 0; i < size; i++) {
      copyTail(i, into);
    }
  }

  private void copyTail(int index, SampleColumns into) {
    NativeHistogram histogram = histograms == null ? null : histograms[index];
    if (histogram == null) {
      into.add(baseMillis + offsets[index], values[index]);
    } else {
      into.add(baseMillis + offsets[index], histogram);
    }
    if (starts != null && starts[index] != SampleBatch.NO_START) {
      into.setStart(starts[index]);
    }
  }

  /** Appends the samples in a range. */
  void copy(TimeRange range, FrameDecoder decoder, SampleColumns into) {
    if (sealed != null) {
      for (Sealed part : sealed) {
        copySealed(part, range, decoder, into);
      }
    }
    for (int i = 0; i < size; i++) {
      if (range.contains(baseMillis + offsets[i])) {
        copyTail(i, into);
      }
    }
  }

  private static void copySealed(
      Sealed part, TimeRange range, FrameDecoder decoder, SampleColumns into) {
    if (range.covers(part.firstMillis(), part.lastMillis())) {
      decoder.decode(new ByteReader(part.frame()), TimeColumns.NONE, into);
    } else if (range.touches(part.firstMillis(), part.lastMillis())) {
      SampleColumns whole = new SampleColumns();
      decoder.decode(new ByteReader(part.frame()), TimeColumns.NONE, whole);
      Samples.copy(whole, range, into);
    }
  }
}
