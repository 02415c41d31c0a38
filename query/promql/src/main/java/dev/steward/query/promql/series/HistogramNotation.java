package dev.steward.query.promql.series;

import dev.steward.query.value.FloatText;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.ResetHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a histogram as {@link HistogramLiteral} reads it; what has its default is left out. */
public final class HistogramNotation {
  private HistogramNotation() {}

  /** {@code {{schema:1 count:4 sum:5 buckets:[1 2 1]}}}. */
  public static String of(NativeHistogram histogram) {
    List<String> fields = new ArrayList<>();
    if (histogram.schema() != 0) {
      fields.add("schema:" + histogram.schema());
    }
    add(fields, "count", histogram.count());
    add(fields, "sum", histogram.sum());
    add(fields, "z_bucket", histogram.zeroCount());
    add(fields, "z_bucket_w", histogram.zeroThreshold());
    if (histogram.customBounds().length > 0) {
      fields.add("custom_values:" + list(boxed(histogram.customBounds())));
    }
    if (histogram.resetHint() != ResetHint.UNKNOWN) {
      fields.add("counter_reset_hint:" + histogram.resetHint().name().toLowerCase(Locale.ROOT));
    }
    addBuckets(fields, "", histogram.positiveSpans(), histogram.positiveBuckets());
    addBuckets(fields, "n_", histogram.negativeSpans(), histogram.negativeBuckets());
    return fields.stream().collect(Collectors.joining(" ", "{{", "}}"));
  }

  private static void add(List<String> fields, String name, double value) {
    if (value != 0) {
      fields.add(name + ":" + FloatText.general(value));
    }
  }

  /** Buckets from the first that holds anything to the last; gaps between spans are zeros. */
  private static void addBuckets(
      List<String> fields, String prefix, NativeHistogram.Span[] spans, double[] populations) {
    List<Double> dense = new ArrayList<>();
    int offset = 0;
    int at = 0;
    for (int i = 0; i < spans.length; i++) {
      if (i == 0) {
        offset = spans[i].offset();
      } else {
        for (int gap = 0; gap < spans[i].offset(); gap++) {
          dense.add(0.0);
        }
      }
      for (int j = 0; j < spans[i].length(); j++) {
        dense.add(populations[at++]);
      }
    }
    while (!dense.isEmpty() && dense.getLast() == 0) {
      dense.removeLast();
    }
    while (!dense.isEmpty() && dense.getFirst() == 0) {
      dense.removeFirst();
      offset++;
    }
    if (!dense.isEmpty()) {
      if (offset != 0) {
        fields.add(prefix + "offset:" + offset);
      }
      fields.add(prefix + "buckets:" + list(dense));
    }
  }

  private static List<Double> boxed(double[] values) {
    List<Double> list = new ArrayList<>();
    for (double value : values) {
      list.add(value);
    }
    return list;
  }

  private static String list(List<Double> values) {
    return values.stream().map(FloatText::general).collect(Collectors.joining(" ", "[", "]"));
  }
}
