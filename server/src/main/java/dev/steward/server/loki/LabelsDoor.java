package dev.steward.server.loki;

import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.prometheus.PrometheusJson;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** What streams there are: label names, label values, streams. */
@WithoutToken
@RestController
@RequestMapping(
    path = "/loki/api/v1",
    method = {RequestMethod.GET, RequestMethod.POST})
final class LabelsDoor {
  private final LogStore store;
  private final QueryLimits limits;
  private final Clock clock;

  LabelsDoor(LogStore store, QueryLimits limits, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  @RequestMapping({"/labels", "/label"})
  void names(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    LokiAnswer.texts(
        response,
        store.labelNames(LokiSelectors.of(parameters), range(parameters), limits.newContext()));
  }

  @RequestMapping("/label/{name}/values")
  void values(
      @PathVariable("name") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    LokiAnswer.texts(
        response,
        store.labelValues(
            name, LokiSelectors.of(parameters), range(parameters), limits.newContext()));
  }

  @RequestMapping("/series")
  void series(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    QueryContext context = limits.newContext();
    TimeRange range = range(parameters);
    List<String> texts =
        parameters.all("match[]").isEmpty() ? parameters.all("match") : parameters.all("match[]");
    TreeSet<Labels> streams = new TreeSet<>();
    if (texts.isEmpty()) {
      streams.addAll(store.streams(Selector.ALL, range, context));
    }
    for (String text : texts) {
      streams.addAll(store.streams(LokiSelectors.parse(text), range, context));
    }
    LokiAnswer.data(
        response,
        json -> {
          json.writeStartArray();
          streams.forEach(labels -> PrometheusJson.writeLabels(json, labels));
          json.writeEndArray();
        });
  }

  private TimeRange range(RequestParameters parameters) {
    return LokiRange.of(parameters, clock).toTimeRange();
  }
}
