package dev.steward.formats.remoteread;

import dev.steward.spi.model.NativeHistogram;

/**
 * Writes one histogram as one of Prometheus' float histogram chunks, used again for histogram after
 * histogram. For one thread.
 *
 * <p>A chunk that holds one sample needs none of the differences that make longer ones small: it is
 * the layout of the buckets and then the numbers. Source: Prometheus, {@code tsdb/chunkenc}.
 */
public final class FloatHistogramChunk {
  private static final int[] WIDTHS = {3, 6, 9, 12, 18, 25, 56};
  private static final int LARGEST_SHORT_BOUND = 33_554_430;
  private static final int MIN_SHORT_EXPONENT = -242;
  private static final int MAX_SHORT_EXPONENT = 11;

  private final BitWriter out = new BitWriter();

  /** Makes a writer. */
  public FloatHistogramChunk() {}

  /** Writes a histogram in place of the one before. */
  public void set(long timestampMillis, NativeHistogram histogram) {
    out.clear();
    out.bits(1, 16);
    out.bits(resetHeader(histogram.resetHint()), 8);
    layout(histogram);
    varbit(timestampMillis);
    number(histogram.count());
    number(histogram.zeroCount());
    number(histogram.sum());
    for (double population : histogram.positiveBuckets()) {
      number(population);
    }
    for (double population : histogram.negativeBuckets()) {
      number(population);
    }
  }

  private static int resetHeader(NativeHistogram.ResetHint hint) {
    return switch (hint) {
      case UNKNOWN -> 0;
      case RESET -> 0x80;
      case NOT_RESET -> 0x40;
      case GAUGE -> 0xc0;
    };
  }

  private void layout(NativeHistogram histogram) {
    zeroThreshold(histogram.zeroThreshold());
    varbit(histogram.schema());
    spans(histogram.positiveSpans());
    spans(histogram.negativeSpans());
    if (histogram.hasCustomBuckets()) {
      unsignedVarbit(histogram.customBounds().length);
      for (double bound : histogram.customBounds()) {
        customBound(bound);
      }
    }
  }

  /** A byte for powers of two, else a byte and the number. */
  private void zeroThreshold(double threshold) {
    int exponent = Math.getExponent(threshold) + 1;
    if (threshold == 0) {
      out.bits(0, 8);
    } else if (threshold == Math.scalb(0.5, exponent)
        && exponent >= MIN_SHORT_EXPONENT
        && exponent <= MAX_SHORT_EXPONENT) {
      out.bits(exponent + 243L, 8);
    } else {
      out.bits(255, 8);
      number(threshold);
    }
  }

  private void spans(NativeHistogram.Span[] spans) {
    unsignedVarbit(spans.length);
    for (NativeHistogram.Span span : spans) {
      unsignedVarbit(span.length());
      varbit(span.offset());
    }
  }

  /** Bounds with up to three decimals are written as thousandths. */
  private void customBound(double bound) {
    double thousandths = bound * 1000;
    boolean isShort =
        thousandths >= 0
            && thousandths <= LARGEST_SHORT_BOUND
            && Math.round(thousandths) / 1000.0 == bound;
    if (isShort) {
      unsignedVarbit(Math.round(thousandths) + 1);
    } else {
      out.bits(0, 1);
      number(bound);
    }
  }

  private void number(double value) {
    out.bits(Double.doubleToRawLongBits(value), 64);
  }

  private void varbit(long value) {
    for (int i = 0; i < WIDTHS.length; i++) {
      int width = WIDTHS[i];
      boolean fits = value >= -((1L << width - 1) - 1) && value <= 1L << width - 1;
      if (value == 0 || fits) {
        prefixed(value, i, width);
        return;
      }
    }
    out.bits(0xff, 8);
    out.bits(value, 64);
  }

  private void unsignedVarbit(long value) {
    for (int i = 0; i < WIDTHS.length; i++) {
      if (value >>> WIDTHS[i] == 0) {
        prefixed(value, i, WIDTHS[i]);
        return;
      }
    }
    out.bits(0xff, 8);
    out.bits(value, 64);
  }

  /** As many ones as the width's rank asks for, a zero, and the number; zero is the zero alone. */
  private void prefixed(long value, int rank, int width) {
    if (value == 0) {
      out.bits(0, 1);
    } else {
      out.bits((1L << rank + 2) - 2, rank + 2);
      out.bits(value, width);
    }
  }

  /** The chunk's bytes, valid up to {@link #length()} until the next change. */
  public byte[] bytes() {
    return out.bytes();
  }

  /** How many bytes the chunk has. */
  public int length() {
    return out.byteLength();
  }
}
