package dev.steward.formats.remoteread;

import dev.steward.formats.protobuf.MessageWriter;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;

/** Writes labels, samples and histograms as Prometheus' remote protocol has them. */
public final class SeriesWriter {
  private SeriesWriter() {}

  /** Writes the labels of a series, each as field 1. */
  public static void labels(MessageWriter into, Labels labels) {
    for (int i = 0; i < labels.size(); i++) {
      int label = into.begin(1);
      into.text(1, labels.name(i)).text(2, labels.value(i));
      into.end(label);
    }
  }

  /** Writes a float sample as field 2. */
  public static void sample(MessageWriter into, long timestampMillis, double value) {
    int sample = into.begin(2);
    into.float64(1, value).varint(2, timestampMillis);
    into.end(sample);
  }

  /** Writes a histogram as field 4. */
  public static void histogram(MessageWriter into, long timestampMillis, NativeHistogram from) {
    int message = into.begin(4);
    if (from.isInteger()) {
      into.varint(1, (long) from.count()).varint(6, (long) from.zeroCount());
    } else {
      into.float64(2, from.count()).float64(7, from.zeroCount());
    }
    into.float64(3, from.sum()).zigzag(4, from.schema()).float64(5, from.zeroThreshold());
    spans(into, 8, from.negativeSpans());
    spans(into, 11, from.positiveSpans());
    if (from.isInteger()) {
      deltas(into, 9, from.negativeBuckets());
      deltas(into, 12, from.positiveBuckets());
    } else {
      into.packed(10, from.negativeBuckets()).packed(13, from.positiveBuckets());
    }
    into.varint(14, from.resetHint().ordinal()).varint(15, timestampMillis);
    into.packed(16, from.customBounds());
    into.end(message);
  }

  private static void spans(MessageWriter into, int field, NativeHistogram.Span[] spans) {
    for (NativeHistogram.Span span : spans) {
      int message = into.begin(field);
      into.zigzag(1, span.offset()).varint(2, span.length());
      into.end(message);
    }
  }

  private static void deltas(MessageWriter into, int field, double[] populations) {
    long before = 0;
    for (double population : populations) {
      into.zigzag(field, (long) population - before);
      before = (long) population;
    }
  }
}
