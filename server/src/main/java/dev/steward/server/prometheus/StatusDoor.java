package dev.steward.server.prometheus;

import dev.steward.query.promql.PromqlEngine;
import dev.steward.server.http.BuildInfoJson;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.reload.Reloads;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.MetricStatistics;
import dev.steward.spi.store.MetricStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** What the server says about itself to clients of the Prometheus interface. */
@RestController
@RequestMapping("/api/v1/status")
final class StatusDoor {
  /**
   * The version of Prometheus whose interface and language this is: clients switch features by it.
   * Steward's own version stands in {@code revision}. There is no {@code features}, which would
   * make Grafana take the server for Mimir.
   */
  private static final String INTERFACE_VERSION = "3.5.0";

  private static final int DEFAULT_TOP = 10;
  private static final int MAX_TOP = 10_000;

  private final ServerSettings settings;
  private final MetricStore store;
  private final PromqlEngine engine;
  private final QueryLimits limits;
  private final Reloads reloads;
  private final Clock clock;

  StatusDoor(
      ServerSettings settings,
      MetricStore store,
      PromqlEngine engine,
      QueryLimits limits,
      Reloads reloads,
      Clock clock) {
    this.settings = settings;
    this.store = store;
    this.engine = engine;
    this.limits = limits;
    this.reloads = reloads;
    this.clock = clock;
  }

  @GetMapping("/buildinfo")
  void buildInfo(HttpServletResponse response) throws IOException {
    PrometheusEnvelope.success(response, json -> BuildInfoJson.write(json, INTERFACE_VERSION));
  }

  @GetMapping("/config")
  void configuration(HttpServletResponse response) throws IOException {
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("yaml", reloads.yaml());
          json.writeEndObject();
        });
  }

  @GetMapping("/runtimeinfo")
  void runtime(HttpServletResponse response) throws IOException {
    var process = ManagementFactory.getRuntimeMXBean();
    String host = InetAddress.getLocalHost().getHostName();
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          json.writeStringProperty(
              "startTime", Instant.ofEpochMilli(process.getStartTime()).toString());
          json.writeStringProperty("CWD", System.getProperty("user.dir", ""));
          json.writeStringProperty("hostname", host);
          json.writeStringProperty("serverTime", clock.instant().toString());
          json.writeBooleanProperty("reloadConfigSuccess", reloads.succeeded());
          json.writeStringProperty("lastConfigTime", reloads.lastSuccess().toString());
          json.writeNumberProperty("corruptionCount", store.health().problems().size());
          json.writeNumberProperty(
              "goroutineCount", ManagementFactory.getThreadMXBean().getThreadCount());
          json.writeNumberProperty("GOMAXPROCS", Runtime.getRuntime().availableProcessors());
          json.writeNumberProperty("GOMEMLIMIT", Runtime.getRuntime().maxMemory());
          json.writeStringProperty("GOGC", "");
          json.writeStringProperty("GODEBUG", "");
          json.writeStringProperty("storageRetention", retention());
          json.writeEndObject();
        });
  }

  private String retention() {
    long bytes = settings.retention().metrics().bytes();
    return bytes == Long.MAX_VALUE ? "while a tenth of the disk is free" : bytes + "B";
  }

  /** The settings under the names of Prometheus' flags, where both have the same. */
  @GetMapping("/flags")
  void flags(HttpServletResponse response) throws IOException {
    Map<String, String> flags = new TreeMap<>();
    flags.put("query.lookback-delta", engine.options().lookback().toSeconds() + "s");
    flags.put("query.max-samples", Long.toString(limits.maxSamples()));
    flags.put("query.timeout", limits.timeout().toSeconds() + "s");
    flags.put("storage.tsdb.path", settings.data().resolve("metrics").toString());
    flags.put("storage.tsdb.retention.size", retention());
    flags.put("web.enable-admin-api", "true");
    flags.put("web.enable-lifecycle", "true");
    flags.put("web.enable-remote-write-receiver", "true");
    flags.put("web.listen-address", settings.http().listen().toString());
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          flags.forEach(json::writeStringProperty);
          json.writeEndObject();
        });
  }

  @GetMapping("/tsdb")
  void store(HttpServletRequest request, HttpServletResponse response) throws IOException {
    MetricStatistics statistics = store.statistics(top(RequestParameters.of(request)));
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          json.writeObjectPropertyStart("headStats");
          json.writeNumberProperty("numSeries", statistics.activeSeries());
          json.writeNumberProperty("numLabelPairs", statistics.labelPairs());
          json.writeNumberProperty("chunkCount", statistics.chunks());
          json.writeNumberProperty("minTime", statistics.minTimeMillis());
          json.writeNumberProperty("maxTime", statistics.maxTimeMillis());
          json.writeEndObject();
          writeCounts(json, "seriesCountByMetricName", statistics.seriesByMetric());
          writeCounts(json, "labelValueCountByLabelName", statistics.valuesByLabel());
          writeCounts(json, "memoryInBytesByLabelName", statistics.bytesByLabel());
          writeCounts(json, "seriesCountByLabelValuePair", statistics.seriesByPair());
          json.writeEndObject();
        });
  }

  private static int top(RequestParameters parameters) {
    String text = parameters.first("limit");
    try {
      int top = text == null ? DEFAULT_TOP : Integer.parseInt(text);
      if (top >= 1 && top <= MAX_TOP) {
        return top;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new StewardException(
        ErrorCode.INVALID_ARGUMENT,
        "limit must be a positive number (expected: at most " + MAX_TOP + ")");
  }

  private static void writeCounts(
      JsonGenerator json, String property, List<MetricStatistics.Count> counts) {
    json.writeArrayPropertyStart(property);
    for (MetricStatistics.Count count : counts) {
      json.writeStartObject();
      json.writeStringProperty("name", count.name());
      json.writeNumberProperty("value", count.count());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The log is read before this door opens: there is nothing left to replay. */
  @GetMapping("/walreplay")
  void replay(HttpServletResponse response) throws IOException {
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("min", 0);
          json.writeNumberProperty("max", 0);
          json.writeNumberProperty("current", 0);
          json.writeEndObject();
        });
  }
}
