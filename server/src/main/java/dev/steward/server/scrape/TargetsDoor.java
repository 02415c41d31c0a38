package dev.steward.server.scrape;

import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.prometheus.Limit;
import dev.steward.server.prometheus.PrometheusEnvelope;
import dev.steward.server.prometheus.PrometheusJson;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.select.Selector;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/** What is scraped, and how that goes. */
@RestController
@RequestMapping("/api/v1")
final class TargetsDoor {
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final Scraping scraping;

  TargetsDoor(Scraping scraping) {
    this.scraping = scraping;
  }

  @GetMapping("/scrape_pools")
  void pools(HttpServletResponse response) throws IOException {
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("scrapePools");
          scraping.pools().stream()
              .map(pool -> pool.config().jobName())
              .sorted()
              .forEach(json::writeString);
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  @GetMapping("/targets")
  void targets(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    String state = parameters.firstOr("state", "any").toLowerCase(Locale.ROOT);
    String job = parameters.firstOr("scrapePool", "");
    List<ScrapePool> pools =
        scraping.pools().stream()
            .filter(pool -> job.isEmpty() || pool.config().jobName().equals(job))
            .toList();
    boolean active = !state.equals("dropped");
    boolean dropped = !state.equals("active");
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          json.writeArrayPropertyStart("activeTargets");
          if (active) {
            pools.forEach(pool -> pool.active().forEach(target -> write(json, pool, target)));
          }
          json.writeEndArray();
          json.writeArrayPropertyStart("droppedTargets");
          if (dropped) {
            pools.forEach(pool -> pool.dropped().forEach(target -> write(json, pool, target)));
          }
          json.writeEndArray();
          json.writeObjectPropertyStart("droppedTargetCounts");
          if (dropped) {
            pools.forEach(
                pool -> json.writeNumberProperty(pool.config().jobName(), pool.dropped().size()));
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  private static void write(JsonGenerator json, ScrapePool pool, TargetScraper scraper) {
    TargetScraper.Status status = scraper.status();
    json.writeStartObject();
    json.writeName("discoveredLabels");
    PrometheusJson.writeLabels(json, scraper.target().discovered());
    json.writeName("labels");
    PrometheusJson.writeLabels(json, scraper.target().labels());
    json.writeStringProperty("scrapePool", pool.config().jobName());
    json.writeStringProperty("scrapeUrl", scraper.target().url());
    json.writeStringProperty("globalUrl", scraper.target().url());
    json.writeStringProperty("lastError", status.error());
    json.writeStringProperty(
        "lastScrape",
        status.timeMillis() == Long.MIN_VALUE
            ? NEVER
            : Instant.ofEpochMilli(status.timeMillis()).toString());
    json.writeNumberProperty("lastScrapeDuration", status.seconds());
    json.writeStringProperty("health", status.health());
    json.writeStringProperty("scrapeInterval", seconds(scraper.target().intervalMillis()));
    json.writeStringProperty("scrapeTimeout", seconds(scraper.target().timeoutMillis()));
    json.writeEndObject();
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  private static void write(JsonGenerator json, ScrapePool pool, Labels discovered) {
    json.writeStartObject();
    json.writeName("discoveredLabels");
    PrometheusJson.writeLabels(json, discovered);
    json.writeStringProperty("scrapePool", pool.config().jobName());
    json.writeEndObject();
  }

  /** Metadata as the targets expose it now, a row for each target and family. */
  @GetMapping("/targets/metadata")
  void metadata(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    String match = parameters.firstOr("match_target", "");
    Selector selector = match.isEmpty() ? Selector.ALL : PromqlParser.parseSelector(match);
    String metric = parameters.firstOr("metric", "");
    long limit = Limit.of(parameters);
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartArray();
          long left = limit == 0 ? Long.MAX_VALUE : limit;
          for (ScrapePool pool : scraping.pools()) {
            for (TargetScraper scraper : pool.active()) {
              if (selector.accepts(scraper.target().labels())) {
                left -= write(json, scraper, metric, left);
              }
            }
          }
          json.writeEndArray();
        });
  }

  private static long write(JsonGenerator json, TargetScraper scraper, String metric, long most) {
    long written = 0;
    for (MetricMetadata family : scraper.families()) {
      if (written < most && (metric.isEmpty() || family.family().equals(metric))) {
        json.writeStartObject();
        json.writeName("target");
        PrometheusJson.writeLabels(json, scraper.target().labels());
        if (metric.isEmpty()) {
          json.writeStringProperty("metric", family.family());
        }
        json.writeStringProperty("type", family.type().wireName());
        json.writeStringProperty("help", family.help());
        json.writeStringProperty("unit", family.unit());
        json.writeEndObject();
        written++;
      }
    }
    return written;
  }
}
