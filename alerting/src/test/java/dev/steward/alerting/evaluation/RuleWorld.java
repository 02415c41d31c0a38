package dev.steward.alerting.evaluation;

import dev.steward.alerting.alert.PostedAlert;
import dev.steward.alerting.rule.RuleFile;
import dev.steward.alerting.rule.RuleFileReader;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.PromqlOptions;
import dev.steward.query.promql.series.SeriesByHand;
import dev.steward.query.promql.series.SeriesLine;
import dev.steward.query.value.QueryValue;
import dev.steward.spi.store.QueryContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A store that a test fills by hand, rules over it, and what they posted. Times are in minutes. */
final class RuleWorld {
  static final long MINUTE = 60_000;

  final SeriesByHand store = new SeriesByHand();
  final PromqlEngine engine = new PromqlEngine(store, PromqlOptions.DEFAULT);
  final List<PostedAlert> posted = new ArrayList<>();
  final GroupDefaults defaults =
      new GroupDefaults(
          Duration.ofMinutes(1),
          Duration.ZERO,
          new Surroundings(
              new RuleQueries(engine, null, QueryContext::unlimited),
              store,
              posted::addAll,
              Map.of("site", "attic"),
              "http://steward:8740/",
              Duration.ofMinutes(1)));

  /** Puts a series and its values, one a minute from the start on, as promtool writes them. */
  RuleWorld series(String series, String values) {
    SeriesLine line = SeriesLine.parse(series + " " + values);
    for (int i = 0; i < line.values().size(); i++) {
      SeriesLine.Value value = line.values().get(i);
      if (value != null) {
        store.put(line.labels(), i * MINUTE, value.number(), null);
      }
    }
    return this;
  }

  static RuleFile file(String rules) {
    return RuleFileReader.parse(
        "r.yaml", "groups:\n- name: g\n  rules:\n" + rules.indent(2).stripTrailing() + "\n");
  }

  /** The first group of a file whose rules are given. */
  GroupRun group(String rules) {
    return group(rules, RestoredAlerts.NONE);
  }

  GroupRun group(String rules, RestoredAlerts restored) {
    return new GroupRun("r.yaml", file(rules).groups().getFirst(), defaults, restored);
  }

  /** The series that an expression gives at a minute, as text. */
  List<String> find(String expression, double minute) {
    QueryValue value =
        engine.instant(expression, (long) (minute * MINUTE), QueryContext.unlimited()).value();
    return value instanceof QueryValue.InstantVector vector
        ? vector.samples().stream().map(one -> one.labels() + " " + one.value()).sorted().toList()
        : List.of(value.toString());
  }

  /** What was posted since the last call, each with the minutes at which it starts and ends. */
  List<String> posts() {
    List<String> texts =
        posted.stream()
            .map(alert ->
                "%s %s..%s"
                    .formatted(
                        alert.labels().valueOrEmpty("alertname"),
                        minutes(alert.startsAt()),
                        minutes(alert.endsAt())))
            .toList();
    posted.clear();
    return texts;
  }

  private static String minutes(java.time.@org.jspecify.annotations.Nullable Instant time) {
    return time == null ? "?" : String.valueOf(time.toEpochMilli() / (double) MINUTE);
  }
}
