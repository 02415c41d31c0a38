package dev.steward.alerting.ruletest;

import dev.steward.alerting.rule.Rule;
import dev.steward.alerting.rule.RuleExpression;
import dev.steward.alerting.rule.RuleFile;
import dev.steward.alerting.rule.RuleFileReader;
import dev.steward.alerting.rule.RuleGroup;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.series.SeriesByHand;
import dev.steward.query.value.QueryResult;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Sample;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.store.QueryContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates the recording rules of files step by step and writes what they give among the series
 * that they read, as a server does. For one thread.
 */
final class Recorder {
  private final List<RuleGroup> groups = new ArrayList<>();
  private final SeriesByHand store;
  private final PromqlEngine engine;

  /** What each rule gave at its last evaluation. */
  private final Map<Rule, Set<Labels>> before = new HashMap<>();

  Recorder(List<Path> files, List<String> order, SeriesByHand store, PromqlEngine engine) {
    this.store = store;
    this.engine = engine;
    for (Path file : files) {
      RuleFile read = RuleFileReader.read(file);
      groups.addAll(read.groups());
    }
    groups.sort(
        (one, other) -> Integer.compare(rank(order, one.name()), rank(order, other.name())));
  }

  private static int rank(List<String> order, String name) {
    int rank = order.indexOf(name);
    return rank < 0 ? Integer.MAX_VALUE : rank;
  }

  /** Evaluates all rules at one moment. */
  void evaluate(long timeMillis) {
    for (RuleGroup group : groups) {
      long offset = group.queryOffset().map(Duration::toMillis).orElse(0L);
      for (Rule rule : group.rules()) {
        if (rule instanceof Rule.Recording recording) {
          record(group, recording, timeMillis, timeMillis - offset);
        }
      }
    }
  }

  private void record(RuleGroup group, Rule.Recording rule, long timeMillis, long queryMillis) {
    if (rule.expression() instanceof RuleExpression.Logs) {
      throw new RuleTestException(
          "rule " + rule.name() + ": asks for logs (expected: PromQL, since tests have no lines)");
    }
    QueryResult result =
        engine.instant(rule.expression().text(), queryMillis, QueryContext.unlimited());
    Set<Labels> given = new HashSet<>();
    for (Sample sample : samples(result.value(), queryMillis)) {
      Labels.Builder labels = sample.labels().edit().set(Labels.METRIC_NAME, rule.name());
      group.labels().forEach(labels::set);
      rule.labels().forEach(labels::set);
      Labels series = withoutEmpty(labels.build());
      if (!given.add(series)) {
        throw new RuleTestException(
            "rule " + rule.name() + ": gives " + series + " twice (expected: once)");
      }
      store.put(series, queryMillis, sample.value(), sample.histogram());
    }
    if (group.limit() > 0 && given.size() > group.limit()) {
      throw new RuleTestException(
          "rule " + rule.name() + ": exceeded limit of " + group.limit() + " with " + given.size());
    }
    for (Labels gone : before.getOrDefault(rule, Set.of())) {
      if (!given.contains(gone)) {
        store.put(gone, queryMillis, SampleValues.STALE, null);
      }
    }
    before.put(rule, given);
  }

  private static Labels withoutEmpty(Labels labels) {
    Labels kept = labels;
    for (int i = 0; i < labels.size(); i++) {
      if (labels.value(i).isEmpty()) {
        kept = kept.without(labels.name(i));
      }
    }
    return kept;
  }

  static List<Sample> samples(QueryValue value, long timeMillis) {
    return switch (value) {
      case QueryValue.InstantVector vector -> vector.samples();
      case QueryValue.Scalar scalar ->
          List.of(new Sample(Labels.EMPTY, timeMillis, scalar.value(), null));
      case QueryValue.Matrix matrix -> throw new RuleTestException("the result is a range vector");
      case QueryValue.Text text -> throw new RuleTestException("the result is a text");
    };
  }
}
