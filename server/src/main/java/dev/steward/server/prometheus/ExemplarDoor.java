package dev.steward.server.prometheus;

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
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
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
    Map<Labels, List<Exemplar>> found =
        store.exemplars(
            selector(parameters.firstOr("query", "")),
            TimeRange.closed(start, end),
            limits.newContext());
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

  private static Selector selector(String query) {
    try {
      return PromqlParser.parseSelector(query);
    } catch (StewardException e) {
      throw PrometheusTime.invalid("query", String.valueOf(e.getMessage()), e);
    }
  }
}
