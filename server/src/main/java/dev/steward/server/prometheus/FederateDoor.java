package dev.steward.server.prometheus;

import dev.steward.formats.exposition.ExpositionFormat;
import dev.steward.formats.exposition.ExpositionWriter;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.security.PlainAnswer;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricType;
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
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The newest sample of each series that a request selects, as an exposition with times, for another
 * server to scrape. A native histogram has no form in this text and is left out.
 */
@RestController
final class FederateDoor {
  private static final Comparator<Labels> BY_FAMILY =
      Comparator.comparing((Labels labels) -> labels.valueOrEmpty(Labels.METRIC_NAME))
          .thenComparing(Comparator.naturalOrder());
  private static final int WRITE_AT = 1 << 16;

  private final MetricStore store;
  private final QueryLimits limits;
  private final long lookbackMillis;
  private final Clock clock;

  private record Newest(long timestampMillis, double value) {}

  FederateDoor(MetricStore store, PromqlEngine engine, QueryLimits limits, Clock clock) {
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
      write(found, response);
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
        if (last >= 0
            && samples.histogram(last) == null
            && !SampleValues.isStale(samples.values()[last])) {
          found.put(
              cursor.labels(),
              new Newest(samples.timestampsMillis()[last], samples.values()[last]));
        }
      }
    }
  }

  private static void write(TreeMap<Labels, Newest> found, HttpServletResponse response)
      throws IOException {
    response.setContentType(ExpositionFormat.PROMETHEUS_TEXT.contentType());
    response.setCharacterEncoding(StandardCharsets.UTF_8);
    Writer out = response.getWriter();
    ExpositionWriter text = new ExpositionWriter();
    String family = "";
    for (var one : found.entrySet()) {
      Labels labels = one.getKey();
      String name = labels.valueOrEmpty(Labels.METRIC_NAME);
      if (!name.equals(family)) {
        text.family(name, MetricType.UNKNOWN, "");
        family = name;
      }
      // An empty instance keeps the scraper from putting this server's address there.
      Labels shown = labels.has("instance") ? labels : labels.with("instance", "");
      text.sample(shown, one.getValue().value(), one.getValue().timestampMillis());
      if (text.length() > WRITE_AT) {
        out.write(text.toString());
        text = new ExpositionWriter();
      }
    }
    out.write(text.toString());
  }
}
