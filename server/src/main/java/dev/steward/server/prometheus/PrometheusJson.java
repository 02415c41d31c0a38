package dev.steward.server.prometheus;

import dev.steward.query.value.FloatText;
import dev.steward.query.value.Points;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Sample;
import dev.steward.query.value.Series;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Query results as the Prometheus interface writes them.
 *
 * <p>A float sample is {@code [seconds, "value"]}; a histogram sample {@code [seconds, {count, sum,
 * buckets}]}. Source: Prometheus, {@code web/api/v1/json_codec}.
 */
public final class PrometheusJson {
  private PrometheusJson() {}

  /**
   * Writes the properties {@code resultType} and {@code result}, in this order, which readers that
   * stream rely on.
   */
  public static void writeResult(JsonGenerator json, QueryValue value) {
    writeResult(json, value, ignored -> {});
  }

  /** The same with further properties between the two. */
  public static void writeResult(
      JsonGenerator json, QueryValue value, Consumer<JsonGenerator> between) {
    json.writeStringProperty("resultType", value.wireName());
    between.accept(json);
    json.writeName("result");
    switch (value) {
      case QueryValue.Scalar scalar ->
          writePoint(json, scalar.timestampMillis(), FloatText.sample(scalar.value()));
      case QueryValue.Text text -> writePoint(json, text.timestampMillis(), text.text());
      case QueryValue.InstantVector vector -> {
        json.writeStartArray();
        vector.samples().forEach(sample -> writeSample(json, sample));
        json.writeEndArray();
      }
      case QueryValue.Matrix matrix -> {
        json.writeStartArray();
        PointsJson floats = new PointsJson();
        matrix.series().forEach(series -> writeSeries(json, floats, series));
        json.writeEndArray();
      }
    }
  }

  /** Writes labels as an object. */
  public static void writeLabels(JsonGenerator json, Labels labels) {
    json.writeStartObject();
    for (int i = 0; i < labels.size(); i++) {
      json.writeStringProperty(labels.name(i), labels.value(i));
    }
    json.writeEndObject();
  }

  private static void writeSample(JsonGenerator json, Sample sample) {
    json.writeStartObject();
    json.writeName("metric");
    writeLabels(json, sample.labels());
    json.writeName(sample.histogram() == null ? "value" : "histogram");
    writePoint(json, sample.timestampMillis(), sample.value(), sample.histogram());
    json.writeEndObject();
  }

  private static void writeSeries(JsonGenerator json, PointsJson floats, Series series) {
    json.writeStartObject();
    json.writeName("metric");
    writeLabels(json, series.labels());
    Points points = series.points();
    writeFloats(json, floats, points);
    writeHistograms(json, points);
    json.writeEndObject();
  }

  private static void writeFloats(JsonGenerator json, PointsJson floats, Points points) {
    if (floats.write(points)) {
      json.writeName("values");
      floats.copyTo(json);
    }
  }

  private static void writeHistograms(JsonGenerator json, Points points) {
    boolean open = false;
    for (int i = 0; i < points.size(); i++) {
      NativeHistogram histogram = points.histogram(i);
      if (histogram != null) {
        if (!open) {
          json.writeArrayPropertyStart("histograms");
          open = true;
        }
        writePoint(json, points.timestampMillis(i), points.value(i), histogram);
      }
    }
    if (open) {
      json.writeEndArray();
    }
  }

  private static void writePoint(
      JsonGenerator json, long millis, double value, @Nullable NativeHistogram histogram) {
    if (histogram == null) {
      writePoint(json, millis, FloatText.sample(value));
      return;
    }
    json.writeStartArray();
    writeSeconds(json, millis);
    HistogramJson.write(json, histogram);
    json.writeEndArray();
  }

  private static void writePoint(JsonGenerator json, long millis, String text) {
    json.writeStartArray();
    writeSeconds(json, millis);
    json.writeString(text);
    json.writeEndArray();
  }

  /** Writes a time as seconds with as many decimals as it needs. */
  static void writeSeconds(JsonGenerator json, long millis) {
    if (millis % 1000 == 0) {
      json.writeNumber(millis / 1000);
      return;
    }
    StringBuilder text = new StringBuilder();
    appendSeconds(text, millis);
    json.writeRawValue(text.toString());
  }

  private static void appendSeconds(StringBuilder text, long millis) {
    if (millis % 1000 == 0) {
      text.append(millis / 1000);
      return;
    }
    if (millis < 0) {
      text.append('-');
    }
    long magnitude = Math.abs(millis);
    text.append(magnitude / 1000).append('.');
    long decimals = magnitude % 1000;
    text.append(decimals / 100).append(decimals / 10 % 10).append(decimals % 10);
  }
}
