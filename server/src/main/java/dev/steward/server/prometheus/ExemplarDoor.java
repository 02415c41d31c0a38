package dev.steward.server.prometheus;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.query.value.FloatText;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Exemplars of the series that a query selects. */
@WithoutToken
@RestController
final class ExemplarDoor {
  private final MetricStore store;
  private final QueryLimits limits;

  ExemplarDoor(MetricStore store, QueryLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  @RequestMapping(
      path = "/api/v1/query_exemplars",
      method = {RequestMethod.GET, RequestMethod.POST})
  void exemplars(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    long start =
        PrometheusTime.parseMillisOr("start", parameters.first("start"), PrometheusTime.MIN_MILLIS);
    long end =
        PrometheusTime.parseMillisOr("end", parameters.first("end"), PrometheusTime.MAX_MILLIS);
    if (end < start) {
      throw PrometheusTime.invalid("end", "end timestamp must not be before start timestamp", null);
    }
    Map<Labels, List<Exemplar>> found = new TreeMap<>();
    QueryContext context = limits.newContext();
    for (Selector selector : selectors(parameters.firstOr("query", ""))) {
      found.putAll(store.exemplars(selector, TimeRange.closed(start, end), context));
    }
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartArray();
          found.forEach((series, exemplars) -> {
            json.writeStartObject();
            json.writeName("seriesLabels");
            PrometheusJson.writeLabels(json, series);
            json.writeArrayPropertyStart("exemplars");
            for (Exemplar exemplar : exemplars) {
              json.writeStartObject();
              json.writeName("labels");
              PrometheusJson.writeLabels(json, exemplar.labels());
              json.writeStringProperty("value", FloatText.sample(exemplar.value()));
              json.writeName("timestamp");
              PrometheusJson.writeSeconds(json, exemplar.timestampMillis());
              json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
          });
          json.writeEndArray();
        });
  }

  /** What a query reads: clients send the expression of a whole panel. */
  private static Set<Selector> selectors(String query) {
    Set<Selector> selectors = new LinkedHashSet<>();
    try {
      collect(PromqlParser.parse(query), selectors);
    } catch (StewardException e) {
      throw PrometheusTime.invalid("query", String.valueOf(e.getMessage()), e);
    }
    return selectors;
  }

  private static void collect(Expr expr, Set<Selector> into) {
    if (expr instanceof Expr.VectorSelector selector) {
      into.add(selector.selector());
    }
    expr.children().forEach(child -> collect(child, into));
  }
}
