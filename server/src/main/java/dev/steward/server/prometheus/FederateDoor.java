package dev.steward.server.prometheus;

import dev.steward.formats.exposition.ExpositionFormat;
import dev.steward.formats.exposition.ExpositionWriter;
import dev.steward.formats.exposition.ProtobufWriter;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.reload.ExternalLabels;
import dev.steward.server.security.PlainAnswer;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The newest sample of each series that a request selects, as an exposition with times, for another
 * server to scrape. Native histograms are whole in protobuf, which a client may ask for; as text
 * they are a count and a sum. Those with bounds of their own have no form in protobuf and are left
 * out there.
 */
@RestController
final class FederateDoor {
  private static final Comparator<Labels> BY_FAMILY =
      Comparator.comparing((Labels labels) -> labels.valueOrEmpty(Labels.METRIC_NAME))
          .thenComparing(Comparator.naturalOrder());
  private static final int WRITE_AT = 1 << 16;
  private static final Pattern QUALITY = Pattern.compile(";\\s*q=([01](?:\\.[0-9]{0,3})?)");

  private final MetricStore store;
  private final QueryLimits limits;
  private final long lookbackMillis;
  private final Clock clock;
  private final ExternalLabels externalLabels;

  private record Newest(long timestampMillis, double value, @Nullable NativeHistogram histogram) {}

  FederateDoor(
      MetricStore store,
      PromqlEngine engine,
      QueryLimits limits,
      Clock clock,
      ExternalLabels externalLabels) {
    this.externalLabels = externalLabels;
    this.store = store;
    this.limits = limits;
    this.lookbackMillis = engine.options().lookback().toMillis();
    this.clock = clock;
  }

  @GetMapping("/federate")
  void federate(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      QueryContext context = limits.newContext();
      TreeMap<Labels, Newest> found = new TreeMap<>(BY_FAMILY);
      for (String match : RequestParameters.of(request).all("match[]")) {
        collect(match, context, found);
      }
      if (prefersProtobuf(request.getHeader("Accept"))) {
        writeMessages(found, response);
      } else {
        write(found, response);
      }
    } catch (StewardException e) {
      PlainAnswer.send(response, e.code().httpStatus(), String.valueOf(e.getMessage()));
    }
  }

  private void collect(String match, QueryContext context, TreeMap<Labels, Newest> found) {
    long now = clock.millis();
    MetricQuery query =
        new MetricQuery(
            PromqlParser.parseSelector(match), TimeRange.closed(now - lookbackMillis + 1, now));
    SampleColumns samples = new SampleColumns();
    try (SeriesCursor cursor = store.read(query, context)) {
      while (cursor.next()) {
        samples.clear();
        cursor.read(samples);
        int last = samples.size() - 1;
        if (last >= 0 && !SampleValues.isStale(samples.values()[last])) {
          found.put(
              cursor.labels(),
              new Newest(
                  samples.timestampsMillis()[last],
                  samples.values()[last],
                  samples.histogram(last)));
        }
      }
    }
  }

  /** Whether protobuf is named, and nothing else is wanted more. */
  private static boolean prefersProtobuf(@Nullable String accept) {
    double protobuf = 0;
    double text = 0;
    for (String one : accept == null ? new String[0] : accept.split(",", -1)) {
      String media = one.strip();
      double quality = quality(media);
      if (media.startsWith("application/vnd.google.protobuf")) {
        protobuf = Math.max(protobuf, quality);
      } else if (media.startsWith("text/") || media.startsWith("application/openmetrics-text")) {
        text = Math.max(text, quality);
      }
    }
    return protobuf > 0 && protobuf >= text;
  }

  private static double quality(String media) {
    Matcher matcher = QUALITY.matcher(media);
    return matcher.find() ? Double.parseDouble(matcher.group(1)) : 1;
  }

  /** The labels as another server takes them. */
  private Labels shown(Labels labels) {
    // An empty instance keeps the scraper from putting this server's address there.
    Labels shown = labels.has("instance") ? labels : labels.with("instance", "");
    for (Map.Entry<String, String> one : externalLabels.all().entrySet()) {
      shown = shown.has(one.getKey()) ? shown : shown.with(one.getKey(), one.getValue());
    }
    return shown;
  }

  private void write(TreeMap<Labels, Newest> found, HttpServletResponse response)
      throws IOException {
    response.setContentType(ExpositionFormat.PROMETHEUS_TEXT.contentType());
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    Writer out = response.getWriter();
    ExpositionWriter text = new ExpositionWriter();
    String family = "";
    for (var one : found.entrySet()) {
      Labels labels = one.getKey();
      Newest newest = one.getValue();
      String name = labels.valueOrEmpty(Labels.METRIC_NAME);
      boolean number = newest.histogram() == null;
      String now = name + (number ? "" : " histogram");
      if (!now.equals(family)) {
        text.family(name, number ? MetricType.UNKNOWN : MetricType.HISTOGRAM, "");
        family = now;
      }
      if (newest.histogram() == null) {
        text.sample(shown(labels), newest.value(), newest.timestampMillis());
      } else {
        write(shown(labels), name, newest.histogram(), newest.timestampMillis(), text);
      }
      if (text.length() > WRITE_AT) {
        out.write(text.toString());
        text = new ExpositionWriter();
      }
    }
    out.write(text.toString());
  }

  /** A native histogram as a classic one without buckets. */
  private static void write(
      Labels labels, String name, NativeHistogram histogram, long time, ExpositionWriter text) {
    Labels bucket = labels.with(Labels.METRIC_NAME, name + "_bucket").with("le", "+Inf");
    text.sample(bucket, histogram.count(), time);
    text.sample(labels.with(Labels.METRIC_NAME, name + "_sum"), histogram.sum(), time);
    text.sample(labels.with(Labels.METRIC_NAME, name + "_count"), histogram.count(), time);
  }

  private void writeMessages(TreeMap<Labels, Newest> found, HttpServletResponse response)
      throws IOException {
    ProtobufWriter messages = new ProtobufWriter();
    String family = "";
    for (var one : found.entrySet()) {
      Newest newest = one.getValue();
      NativeHistogram histogram = newest.histogram();
      String name = one.getKey().valueOrEmpty(Labels.METRIC_NAME);
      if (histogram == null) {
        if (!family.equals(name)) {
          messages.numbers(name);
          family = name;
        }
        messages.add(shown(one.getKey()), newest.value(), newest.timestampMillis());
      } else if (!histogram.hasCustomBuckets()) {
        boolean gauge = ProtobufWriter.isGauge(histogram);
        String now = name + (gauge ? " gauges" : " histograms");
        if (!family.equals(now)) {
          messages.histograms(name, gauge);
          family = now;
        }
        messages.add(shown(one.getKey()), histogram, newest.timestampMillis());
      }
    }
    response.setContentType(ProtobufWriter.CONTENT_TYPE);
    response.getOutputStream().write(messages.toByteArray());
  }
}
