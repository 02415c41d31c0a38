package dev.steward.query.value;

import dev.steward.query.value.histogram.BucketRange;
import dev.steward.query.value.histogram.Histograms;
import dev.steward.spi.model.NativeHistogram;

/** Native histograms as text, beside {@link FloatText}. */
public final class HistogramText {
  private HistogramText() {}

  /** As people read it: {@code {count:4, sum:5, (0.5,1]:1, (1,2]:3}}. */
  public static String of(NativeHistogram histogram) {
    StringBuilder text =
        new StringBuilder("{count:")
            .append(FloatText.general(histogram.count()))
            .append(", sum:")
            .append(FloatText.general(histogram.sum()));
    for (BucketRange bucket : Histograms.ranges(histogram)) {
      if (bucket.count() != 0) {
        text.append(", ")
            .append(bucket.lowerIncluded() ? '[' : '(')
            .append(FloatText.general(bucket.lower()))
            .append(',')
            .append(FloatText.general(bucket.upper()))
            .append(bucket.upperIncluded() ? ']' : ')')
            .append(':')
            .append(FloatText.general(bucket.count()));
      }
    }
    return text.append('}').toString();
  }
}
