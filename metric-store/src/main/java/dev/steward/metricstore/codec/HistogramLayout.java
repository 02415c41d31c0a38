package dev.steward.metricstore.codec;

import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.Span;
import java.util.Arrays;

/** What histograms in one frame share: everything but their populations, sums and reset hints. */
record HistogramLayout(
    int schema,
    boolean integer,
    double zeroThreshold,
    Span[] positiveSpans,
    Span[] negativeSpans,
    double[] customBounds) {
  private static final int MAX_BUCKETS = 1 << 16;

  static HistogramLayout of(NativeHistogram histogram) {
    return new HistogramLayout(
        histogram.schema(),
        histogram.isInteger(),
        histogram.zeroThreshold(),
        histogram.positiveSpans(),
        histogram.negativeSpans(),
        histogram.customBounds());
  }

  /** Whether a histogram has this layout. */
  boolean fits(NativeHistogram histogram) {
    return schema == histogram.schema()
        && integer == histogram.isInteger()
        && Double.doubleToRawLongBits(zeroThreshold)
            == Double.doubleToRawLongBits(histogram.zeroThreshold())
        && Arrays.equals(positiveSpans, histogram.positiveSpans())
        && Arrays.equals(negativeSpans, histogram.negativeSpans())
        && Arrays.equals(customBounds, histogram.customBounds());
  }

  int positiveBuckets() {
    return buckets(positiveSpans);
  }

  int negativeBuckets() {
    return buckets(negativeSpans);
  }

  private static int buckets(Span[] spans) {
    long buckets = 0;
    for (Span span : spans) {
      buckets += span.length();
    }
    if (buckets > MAX_BUCKETS) {
      throw new CorruptDataException("histogram of " + buckets + " buckets");
    }
    return (int) buckets;
  }

  void write(ByteWriter out) {
    out.putZigzag(schema);
    out.putByte(integer ? 1 : 0);
    out.putDouble(zeroThreshold);
    write(positiveSpans, out);
    write(negativeSpans, out);
    out.putVarint(customBounds.length);
    out.putDoubles(customBounds, 0, customBounds.length);
  }

  private static void write(Span[] spans, ByteWriter out) {
    out.putVarint(spans.length);
    for (Span span : spans) {
      out.putZigzag(span.offset());
      out.putVarint(span.length());
    }
  }

  static HistogramLayout read(ByteReader in) {
    int schema = (int) in.readZigzag();
    boolean integer = in.readByte() == 1;
    double zeroThreshold = in.readDouble();
    Span[] positive = readSpans(in);
    Span[] negative = readSpans(in);
    double[] bounds = new double[in.readCount(in.remaining() / 8)];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = in.readDouble();
    }
    return new HistogramLayout(schema, integer, zeroThreshold, positive, negative, bounds);
  }

  private static Span[] readSpans(ByteReader in) {
    Span[] spans = new Span[in.readCount(in.remaining() / 2)];
    for (int i = 0; i < spans.length; i++) {
      int offset = (int) in.readZigzag();
      if (i > 0 && offset < 0) {
        throw new CorruptDataException("span offset " + offset);
      }
      spans[i] = new Span(offset, in.readCount(MAX_BUCKETS));
    }
    return spans;
  }
}
