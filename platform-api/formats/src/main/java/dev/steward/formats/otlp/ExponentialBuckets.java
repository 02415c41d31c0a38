package dev.steward.formats.otlp;

import dev.steward.spi.model.NativeHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint.Buckets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One side of an exponential histogram as spans of buckets. OpenTelemetry's bucket {@code i} lies
 * between {@code base^i} and {@code base^(i+1)}, Prometheus' ends at {@code base^i}: indexes grow
 * by one. Finer scales than Prometheus knows are halved until they fit.
 */
record ExponentialBuckets(NativeHistogram.Span[] spans, double[] counts) {
  static final int MIN_SCALE = -4;
  static final int MAX_SCALE = 8;

  /** Longest run of empty buckets that does not end a span: it costs less than a new one. */
  private static final int MAX_GAP = 2;

  /** Whether every index is one that a span can hold. */
  static boolean fit(Buckets buckets) {
    return (long) buckets.getOffset() + buckets.getBucketCountsCount() < Integer.MAX_VALUE;
  }

  static ExponentialBuckets of(Buckets buckets, int shift) {
    List<NativeHistogram.Span> spans = new ArrayList<>();
    double[] counts = new double[buckets.getBucketCountsCount()];
    int size = 0;
    int length = 0;
    int offset = 0;
    int end = 0;
    for (int i = 0; i < buckets.getBucketCountsCount(); ) {
      int index = shifted(buckets, i, shift);
      double count = 0;
      for (; i < buckets.getBucketCountsCount() && shifted(buckets, i, shift) == index; i++) {
        count += buckets.getBucketCounts(i);
      }
      if (count == 0) {
        continue;
      }
      int gap = index - end;
      if (length > 0 && gap <= MAX_GAP) {
        size += gap;
        length += gap + 1;
      } else {
        if (length > 0) {
          spans.add(new NativeHistogram.Span(offset, length));
        }
        offset = spans.isEmpty() ? index : gap;
        length = 1;
      }
      counts[size++] = count;
      end = index + 1;
    }
    if (length > 0) {
      spans.add(new NativeHistogram.Span(offset, length));
    }
    return new ExponentialBuckets(
        spans.toArray(NativeHistogram.Span[]::new), Arrays.copyOf(counts, size));
  }

  /** A shift of 31 and more leaves the sign. */
  private static int shifted(Buckets buckets, int i, int shift) {
    return (int) (((long) buckets.getOffset() + i) >> Math.min(shift, 63)) + 1;
  }
}
