package dev.steward.metricstore.codec;

import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SampleColumns;

/**
 * Writes frames: up to {@link #MAX_SAMPLES} samples of one series, all of them floats or all
 * histograms of one layout. Reuses scratch; for one thread. The layout stands in FORMAT.md.
 */
public final class FrameEncoder {
  /** Most samples of a frame: what decodes within the first-level cache. */
  public static final int MAX_SAMPLES = 1024;

  static final int HISTOGRAMS = 1;
  static final int STARTS = 2;
  static final int SHARED_TIMES = 4;

  private final LongColumnEncoder longs = new LongColumnEncoder();
  private final ValueColumnEncoder values = new ValueColumnEncoder();
  private final HistogramColumns histograms = new HistogramColumns();
  private final NativeHistogram[] run = new NativeHistogram[MAX_SAMPLES];
  private final long[] starts = new long[MAX_SAMPLES];

  /**
   * Writes as many samples as fit one frame.
   *
   * @param from the first sample to write
   * @param to where the samples to write end
   * @return where the samples that were written end
   */
  public int encode(
      SampleColumns samples, int from, int to, TimeColumns.Sink times, ByteWriter out) {
    NativeHistogram first = samples.mayHoldHistograms() ? samples.histogram(from) : null;
    int end =
        first == null ? endOfFloats(samples, from, to) : endOfLayout(samples, from, to, first);
    int count = end - from;
    boolean started = hasStarts(samples, from, end);
    int shared = times.share(samples.timestampsMillis(), from, count);
    int kind =
        (first == null ? 0 : HISTOGRAMS) | (started ? STARTS : 0) | (shared < 0 ? 0 : SHARED_TIMES);
    new FrameHeader(kind, count, shared).write(out);
    if (shared < 0) {
      longs.encode(samples.timestampsMillis(), from, count, out);
    }
    if (started) {
      longs.encode(starts, 0, count, out);
    }
    if (first == null) {
      values.encode(samples.values(), from, count, out);
    } else {
      histograms.encode(run, count, out);
    }
    return end;
  }

  private static int endOfFloats(SampleColumns samples, int from, int to) {
    int end = Math.min(to, from + frameLength(to - from));
    if (samples.mayHoldHistograms()) {
      for (int i = from; i < end; i++) {
        if (samples.histogram(i) != null) {
          return i;
        }
      }
    }
    return end;
  }

  private int endOfLayout(SampleColumns samples, int from, int to, NativeHistogram first) {
    int end = Math.min(to, from + frameLength(to - from));
    HistogramLayout layout = HistogramLayout.of(first);
    for (int i = from; i < end; i++) {
      NativeHistogram next = samples.histogram(i);
      if (next == null || !layout.fits(next)) {
        return i;
      }
      run[i - from] = next;
    }
    return end;
  }

  /** Equal parts, so that no frame is left with a few samples. */
  private static int frameLength(int samples) {
    int frames = (samples + MAX_SAMPLES - 1) / MAX_SAMPLES;
    return (samples + frames - 1) / frames;
  }

  private boolean hasStarts(SampleColumns samples, int from, int end) {
    boolean any = false;
    for (int i = from; i < end; i++) {
      starts[i - from] = samples.startMillis(i);
      any |= starts[i - from] != SampleBatch.NO_START;
    }
    return any;
  }
}
