package dev.steward.server.prometheus;

import dev.steward.alerting.evaluation.GroupStatus;
import dev.steward.alerting.evaluation.RuleStatus;
import dev.steward.alerting.rule.Rule;
import dev.steward.query.promql.syntax.PromqlParser;
import dev.steward.server.http.RequestParameters;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which rules a request wants to see: the parameters that Prometheus has for it. */
record RuleFilter(
    String type, Set<String> names, Set<String> groups, Set<String> files, List<Selector> matches) {
  private static final Set<String> TYPES = Set.of("", "alert", "record");

  static RuleFilter of(RequestParameters parameters) {
    String type = parameters.firstOr("type", "").toLowerCase(Locale.ROOT);
    if (!TYPES.contains(type)) {
      throw PrometheusTime.invalid("type", "not supported value \"" + type + "\"", null);
    }
    List<Selector> matches = new ArrayList<>();
    for (String text : parameters.all("match[]")) {
      try {
        matches.add(PromqlParser.parseSelector(text));
      } catch (StewardException e) {
        throw PrometheusTime.invalid("match[]", String.valueOf(e.getMessage()), e);
      }
    }
    return new RuleFilter(
        type,
        Set.copyOf(parameters.all("rule_name[]")),
        Set.copyOf(parameters.all("rule_group[]")),
        Set.copyOf(parameters.all("file[]")),
        matches);
  }

  /** The rules of a group that are wanted. */
  List<RuleStatus> in(GroupStatus group) {
    if (!(groups.isEmpty() || groups.contains(group.name()))
        || !(files.isEmpty() || files.contains(group.file()))) {
      return List.of();
    }
    return group.rules().stream().filter(this::accepts).toList();
  }

  private boolean accepts(RuleStatus status) {
    String kind =
        switch (status.rule()) {
          case Rule.Alerting alerting -> "alert";
          case Rule.Recording recording -> "record";
        };
    Labels labels = Labels.of(status.labels());
    return (type.isEmpty() || type.equals(kind))
        && (names.isEmpty() || names.contains(status.rule().name()))
        && (matches.isEmpty() || matches.stream().anyMatch(match -> match.accepts(labels)));
  }
}
