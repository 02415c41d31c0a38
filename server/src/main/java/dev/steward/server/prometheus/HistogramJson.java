package dev.steward.server.prometheus;

import dev.steward.query.value.FloatText;
import dev.steward.query.value.histogram.BucketRange;
import dev.steward.query.value.histogram.Histograms;
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
    boolean open = false;
    for (BucketRange bucket : Histograms.ranges(histogram)) {
      if (bucket.count() != 0) {
        if (!open) {
          json.writeArrayPropertyStart("buckets");
          open = true;
        }
        write(json, bucket);
      }
    }
    if (open) {
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, BucketRange bucket) {
    json.writeStartArray();
    json.writeNumber(rule(bucket));
    json.writeString(FloatText.sample(bucket.lower()));
    json.writeString(FloatText.sample(bucket.upper()));
    json.writeString(FloatText.sample(bucket.count()));
    json.writeEndArray();
  }

  private static int rule(BucketRange bucket) {
    if (bucket.lowerIncluded()) {
      return bucket.upperIncluded() ? CLOSED : OPEN_RIGHT;
    }
    return bucket.upperIncluded() ? OPEN_LEFT : OPEN;
  }
}
