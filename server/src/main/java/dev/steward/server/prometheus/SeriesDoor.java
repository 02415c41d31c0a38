package dev.steward.server.prometheus;

import dev.steward.query.value.Notices;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.QueryContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** What series there are: label names, label values, series, metadata of families. */
@WithoutToken
@RestController
@RequestMapping("/api/v1")
final class SeriesDoor {
  private final MetricStore store;
  private final QueryLimits limits;

  SeriesDoor(MetricStore store, QueryLimits limits) {
    this.store = store;
    this.limits = limits;
  }

  @RequestMapping(
      path = "/labels",
      method = {RequestMethod.GET, RequestMethod.POST})
  void labelNames(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    QueryContext context = limits.newContext();
    TimeRange range = SelectorParameters.range(parameters);
    TreeSet<String> names = new TreeSet<>();
    for (Selector selector : SelectorParameters.selectorsOrAll(parameters)) {
      names.addAll(store.labelNames(selector, range, context));
    }
    writeTexts(response, parameters, names, context);
  }

  @GetMapping("/label/{name}/values")
  void labelValues(
      @PathVariable("name") String name, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    QueryContext context = limits.newContext();
    TimeRange range = SelectorParameters.range(parameters);
    String label = LabelNameEscaping.unescape(name);
    TreeSet<String> values = new TreeSet<>();
    for (Selector selector : SelectorParameters.selectorsOrAll(parameters)) {
      values.addAll(store.labelValues(label, selector, range, context));
    }
    writeTexts(response, parameters, values, context);
  }

  @RequestMapping(
      path = "/series",
      method = {RequestMethod.GET, RequestMethod.POST})
  void series(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    if (parameters.all("match[]").isEmpty()) {
      throw new StewardException(ErrorCode.INVALID_ARGUMENT, "no match[] parameter provided");
    }
    QueryContext context = limits.newContext();
    TimeRange range = SelectorParameters.range(parameters);
    List<Selector> selectors = SelectorParameters.selectorsOrAll(parameters);
    Collection<Labels> found = store.seriesLabels(selectors.getFirst(), range, context);
    if (selectors.size() > 1) {
      found = new TreeSet<>(found);
      for (Selector selector : selectors.subList(1, selectors.size())) {
        found.addAll(store.seriesLabels(selector, range, context));
      }
    }
    int limit = Limit.of(parameters);
    List<Labels> all = new ArrayList<>(found);
    PrometheusEnvelope.success(
        response,
        notices(Limit.notices(all.size(), limit), context),
        json -> {
          json.writeStartArray();
          Limit.first(all, limit).forEach(labels -> PrometheusJson.writeLabels(json, labels));
          json.writeEndArray();
        });
  }

  @GetMapping("/metadata")
  void metadata(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    int limit = Limit.of(parameters);
    int perMetric = Limit.of(parameters, "limit_per_metric");
    Map<String, List<MetricMetadata>> families = new TreeMap<>(store.metadata());
    String only = parameters.first("metric");
    if (only != null) {
      families.keySet().retainAll(List.of(only));
    }
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          families.entrySet().stream()
              .limit(limit == 0 ? Long.MAX_VALUE : limit)
              .forEach(family -> {
                json.writeArrayPropertyStart(family.getKey());
                for (MetricMetadata metadata : Limit.first(family.getValue(), perMetric)) {
                  json.writeStartObject();
                  json.writeStringProperty("type", metadata.type().wireName());
                  json.writeStringProperty("help", metadata.help());
                  json.writeStringProperty("unit", metadata.unit());
                  json.writeEndObject();
                }
                json.writeEndArray();
              });
          json.writeEndObject();
        });
  }

  private static void writeTexts(
      HttpServletResponse response,
      RequestParameters parameters,
      Collection<String> texts,
      QueryContext context)
      throws IOException {
    int limit = Limit.of(parameters);
    List<String> all = List.copyOf(texts);
    PrometheusEnvelope.success(
        response,
        notices(Limit.notices(all.size(), limit), context),
        json -> {
          json.writeStartArray();
          Limit.first(all, limit).forEach(json::writeString);
          json.writeEndArray();
        });
  }

  private static Notices notices(Notices notices, QueryContext context) {
    List<String> warnings = new ArrayList<>(notices.warnings());
    warnings.addAll(context.warnings());
    return new Notices(warnings, notices.infos());
  }
}
