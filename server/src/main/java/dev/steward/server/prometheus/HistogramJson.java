package dev.steward.server.prometheus;

import dev.steward.query.value.FloatText;
import dev.steward.spi.model.NativeHistogram;
import tools.jackson.core.JsonGenerator;

/**
 * A native histogram as the Prometheus interface writes it: count, sum and the buckets that hold
 * anything, from the lowest to the highest, each {@code [rule, "low", "high", "count"]}.
 *
 * <p>The rule says which ends belong to the bucket: 0 only the upper, 1 only the lower, 2 neither,
 * 3 both.
 */
final class HistogramJson {
  private static final int OPEN_LEFT = 0;
  private static final int OPEN_RIGHT = 1;
  private static final int OPEN = 2;
  private static final int CLOSED = 3;

  private HistogramJson() {}

  static void write(JsonGenerator json, NativeHistogram histogram) {
    json.writeStartObject();
    json.writeStringProperty("count", FloatText.sample(histogram.count()));
    json.writeStringProperty("sum", FloatText.sample(histogram.sum()));
    if (holdsAnything(histogram)) {
      json.writeArrayPropertyStart("buckets");
      writeNegative(json, histogram);
      if (histogram.zeroCount() != 0) {
        double threshold = histogram.zeroThreshold();
        writeBucket(json, CLOSED, -threshold, threshold, histogram.zeroCount());
      }
      writePositive(json, histogram);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static boolean holdsAnything(NativeHistogram histogram) {
    if (histogram.zeroCount() != 0) {
      return true;
    }
    for (double population : histogram.positiveBuckets()) {
      if (population != 0) {
        return true;
      }
    }
    for (double population : histogram.negativeBuckets()) {
      if (population != 0) {
        return true;
      }
    }
    return false;
  }

  private static void writePositive(JsonGenerator json, NativeHistogram histogram) {
    int index = 0;
    int at = 0;
    for (NativeHistogram.Span span : histogram.positiveSpans()) {
      index += span.offset();
      for (int i = 0; i < span.length(); i++, index++, at++) {
        double population = histogram.positiveBuckets()[at];
        if (population != 0) {
          double low = upperBound(histogram, index - 1);
          double high = upperBound(histogram, index);
          writeBucket(json, rule(low, high), low, high, population);
        }
      }
    }
  }

  private static void writeNegative(JsonGenerator json, NativeHistogram histogram) {
    double[] populations = histogram.negativeBuckets();
    int[] indexes = new int[populations.length];
    int index = 0;
    int at = 0;
    for (NativeHistogram.Span span : histogram.negativeSpans()) {
      index += span.offset();
      for (int i = 0; i < span.length(); i++) {
        indexes[at++] = index++;
      }
    }
    for (int i = populations.length - 1; i >= 0; i--) {
      if (populations[i] != 0) {
        double low = -upperBound(histogram, indexes[i]);
        double high = -upperBound(histogram, indexes[i] - 1);
        writeBucket(json, rule(low, high), low, high, populations[i]);
      }
    }
  }

  /** Which ends belong to a bucket: always the one that lies farther from zero. */
  private static int rule(double low, double high) {
    boolean holdsLow = low < 0;
    boolean holdsHigh = high > 0;
    return holdsLow ? (holdsHigh ? CLOSED : OPEN_RIGHT) : (holdsHigh ? OPEN_LEFT : OPEN);
  }

  /** Upper bound of a positive bucket. */
  private static double upperBound(NativeHistogram histogram, int index) {
    if (histogram.hasCustomBuckets()) {
      double[] bounds = histogram.customBounds();
      if (index < 0) {
        return Double.NEGATIVE_INFINITY;
      }
      return index < bounds.length ? bounds[index] : Double.POSITIVE_INFINITY;
    }
    return exponentialBound(histogram.schema(), index);
  }

  /** 2^(index * 2^-schema), exact where the exponent is whole. */
  private static double exponentialBound(int schema, int index) {
    if (schema <= 0) {
      long exponent = (long) index << -schema;
      return exponent > Double.MAX_EXPONENT
          ? (exponent == Double.MAX_EXPONENT + 1 ? Double.MAX_VALUE : Double.POSITIVE_INFINITY)
          : Math.scalb(1.0, (int) Math.max(exponent, -2000));
    }
    int perOctave = 1 << schema;
    int octave = Math.floorDiv(index, perOctave);
    double fraction = (double) Math.floorMod(index, perOctave) / perOctave;
    double bound = Math.scalb(Math.pow(2, fraction), octave);
    return bound == Double.POSITIVE_INFINITY && index == 1024 * perOctave
        ? Double.MAX_VALUE
        : bound;
  }

  private static void writeBucket(
      JsonGenerator json, int rule, double low, double high, double population) {
    json.writeStartArray();
    json.writeNumber(rule);
    json.writeString(FloatText.sample(low));
    json.writeString(FloatText.sample(high));
    json.writeString(FloatText.sample(population));
    json.writeEndArray();
  }
}
