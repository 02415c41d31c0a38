package dev.steward.server.prometheus;

import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.syntax.FunctionCatalog;
import dev.steward.query.value.Aggregator;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the server can do, by kind, for clients that ask before they use it. */
@RestController
final class FeaturesDoor {
  private final PromqlEngine engine;

  FeaturesDoor(PromqlEngine engine) {
    this.engine = engine;
  }

  @GetMapping("/api/v1/features")
  void features(HttpServletResponse response) throws IOException {
    Map<String, Map<String, Boolean>> kinds = new TreeMap<>();
    kinds.put(
        "api",
        new TreeMap<>(
            Map.of(
                "admin", true,
                "exclude_alerts", true,
                "label_values_match", true,
                "lifecycle", true,
                "query_stats", true,
                "query_warnings", true,
                "remote_write_receiver", true,
                "time_range_labels", true,
                "time_range_series", true)));
    kinds.put("promql", promql());
    Map<String, Boolean> functions = new TreeMap<>();
    FunctionCatalog.all()
        .forEach(function ->
            functions.put(
                function.name(), !function.experimental() || engine.options().experimental()));
    kinds.put("promql_functions", functions);
    Map<String, Boolean> aggregators = new TreeMap<>();
    for (Aggregator aggregator : Aggregator.values()) {
      aggregators.put(
          aggregator.toString(), !aggregator.isExperimental() || engine.options().experimental());
    }
    kinds.put("promql_operators", aggregators);
    PrometheusEnvelope.success(
        response,
        json -> {
          json.writeStartObject();
          kinds.forEach((kind, features) -> {
            json.writeObjectPropertyStart(kind);
            features.forEach(json::writeBooleanProperty);
            json.writeEndObject();
          });
          json.writeEndObject();
        });
  }

  private Map<String, Boolean> promql() {
    boolean experimental = engine.options().experimental();
    return new TreeMap<>(
        Map.of(
            "anchored", experimental,
            "at_modifier", true,
            "bool", true,
            "by", true,
            "delayed_name_removal", engine.options().delayedNameRemoval(),
            "duration_expr", true,
            "negative_offset", true,
            "offset", true,
            "smoothed", experimental,
            "subqueries", true));
  }
}
