package dev.steward.formats.exposition;

import dev.steward.formats.protobuf.MessageWriter;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;

/**
 * Writes metric families as {@code io.prometheus.client.MetricFamily}, each after its length: the
 * one exposition that native histograms have a form in. For one thread.
 */
public final class ProtobufWriter {
  /** The value of the header {@code Content-Type}. */
  public static final String CONTENT_TYPE =
      "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily;"
          + " encoding=delimited";

  private static final int UNTYPED = 3;
  private static final int HISTOGRAM = 4;
  private static final int GAUGE_HISTOGRAM = 5;

  private final MessageWriter family = new MessageWriter();
  private final MessageWriter all = new MessageWriter();
  private boolean open;

  /** Starts an empty exposition. */
  public ProtobufWriter() {}

  /** Starts a family of numbers. */
  public void numbers(String name) {
    start(name, UNTYPED);
  }

  /** Starts a family of histograms. */
  public void histograms(String name, boolean gauges) {
    start(name, gauges ? GAUGE_HISTOGRAM : HISTOGRAM);
  }

  private void start(String name, int type) {
    end();
    family.text(1, name).varint(3, type);
    open = true;
  }

  private void end() {
    if (open) {
      all.rawVarint(family.size());
      all.raw(family.bytes(), family.size());
      family.clear();
      open = false;
    }
  }

  /** Adds a number to the family, with its time in milliseconds since the Unix epoch. */
  public void add(Labels labels, double value, long timestampMillis) {
    int metric = family.begin(4);
    labels(labels);
    int number = family.begin(5);
    family.float64(1, value);
    family.end(number);
    family.varint(6, timestampMillis);
    family.end(metric);
  }

  /** Adds a histogram to the family, which is none with bounds of its own. */
  public void add(Labels labels, NativeHistogram histogram, long timestampMillis) {
    int metric = family.begin(4);
    labels(labels);
    int body = family.begin(7);
    family.float64(4, histogram.count()).float64(2, histogram.sum());
    family.zigzag(5, histogram.schema()).float64(6, histogram.zeroThreshold());
    family.float64(8, histogram.zeroCount());
    spans(9, histogram.negativeSpans());
    family.packed(11, histogram.negativeBuckets());
    spans(12, histogram.positiveSpans());
    family.packed(14, histogram.positiveBuckets());
    family.end(body);
    family.varint(6, timestampMillis);
    family.end(metric);
  }

  private void spans(int field, NativeHistogram.Span[] spans) {
    for (NativeHistogram.Span span : spans) {
      int body = family.begin(field);
      family.zigzag(1, span.offset()).varint(2, span.length());
      family.end(body);
    }
  }

  private void labels(Labels labels) {
    labels.forEach((name, value) -> {
      if (!name.equals(Labels.METRIC_NAME)) {
        int pair = family.begin(1);
        family.text(1, name).text(2, value);
        family.end(pair);
      }
    });
  }

  /** Whether a histogram says that it is a gauge. */
  public static boolean isGauge(NativeHistogram histogram) {
    return histogram.resetHint() == ResetHint.GAUGE;
  }

  /** The exposition; nothing can be added any more. */
  public byte[] toByteArray() {
    end();
    return all.toByteArray();
  }
}
