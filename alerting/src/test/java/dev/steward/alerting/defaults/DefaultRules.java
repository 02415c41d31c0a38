package dev.steward.alerting.defaults;

import dev.steward.alerting.evaluation.GroupDefaults;
import dev.steward.alerting.evaluation.RuleQueries;
import dev.steward.alerting.evaluation.RuleRehearsal;
import dev.steward.alerting.evaluation.RuleStatus;
import dev.steward.alerting.evaluation.Surroundings;
import dev.steward.alerting.rule.Rule;
import dev.steward.alerting.rule.RuleFile;
import dev.steward.alerting.rule.RuleSources;
import dev.steward.query.logql.LogqlEngine;
import dev.steward.query.logql.LogqlOptions;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.PromqlOptions;
import dev.steward.query.promql.series.SeriesByHand;
import dev.steward.query.promql.series.SeriesLine;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.QueryContext;
import dev.steward.testkit.store.log.InMemoryLogStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The rules that come with the program over stores that a test fills, minute by minute. */
final class DefaultRules implements AutoCloseable {
  static final Path FOLDER = Path.of("../deploy/src/main/steward/rules");
  static final Path TESTS = Path.of("../deploy/src/test/rules");
  static final long MINUTE = 60_000;

  private final SeriesByHand metrics = new SeriesByHand();
  private final InMemoryLogStore logs = new InMemoryLogStore();
  private final Set<String> fired = new TreeSet<>();
  private final List<String> failures = new ArrayList<>();
  private final Map<String, Labels> known = new HashMap<>();
  private final RuleRehearsal rules;

  DefaultRules() {
    PromqlEngine engine = new PromqlEngine(metrics, PromqlOptions.DEFAULT);
    RuleQueries queries =
        new RuleQueries(
            engine, new LogqlEngine(logs, LogqlOptions.UNLIMITED), QueryContext::unlimited);
    Surroundings surroundings =
        new Surroundings(
            queries,
            metrics,
            alerts ->
                alerts.forEach(alert ->
                    fired.add(
                        alert.labels().valueOrEmpty("alertname")
                            + " "
                            + alert.labels().valueOrEmpty("host"))),
            Map.of(),
            "",
            Surroundings.RESEND_DELAY);
    rules =
        new RuleRehearsal(
            files(),
            List.of(),
            new GroupDefaults(Duration.ofMinutes(1), Duration.ZERO, surroundings));
  }

  static List<RuleFile> files() {
    return new RuleSources(List.of(FOLDER + "/*.yaml")).read();
  }

  /** The names of all alerts. */
  static Set<String> alerts() {
    Set<String> names = new TreeSet<>();
    for (RuleFile file : files()) {
      file.groups().stream()
          .flatMap(group -> group.rules().stream())
          .filter(Rule.Alerting.class::isInstance)
          .forEach(rule -> names.add(rule.name()));
    }
    return names;
  }

  void sample(String series, double minute, double value) {
    Labels labels = known.computeIfAbsent(series, SeriesLine::labels);
    metrics.put(labels, (long) (minute * MINUTE), value, null);
  }

  /** Appends equal lines within the minute before a moment. */
  void lines(Labels stream, double minute, int count, String line) {
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long nanos = Math.round(minute * MINUTE - i) * 1_000_000;
      entries.add(new LogEntry(nanos, Line.of(line)));
    }
    logs.append(
            new LogBatch(
                null, LogBatch.Duplicates.KEPT, List.of(new LogBatch.Stream(stream, entries))))
        .join();
  }

  void evaluate(double minute) {
    rules.evaluate((long) (minute * MINUTE));
    rules.groups().stream()
        .flatMap(group -> group.rules().stream())
        .filter(rule -> !rule.lastError().isEmpty())
        .map(rule -> rule.rule().name() + ": " + rule.lastError())
        .forEach(failures::add);
  }

  /** What fired since the last call, each with its host. */
  Set<String> fired() {
    Set<String> all = Set.copyOf(fired);
    fired.clear();
    return all;
  }

  List<String> failures() {
    return failures;
  }

  /** What an alert that fires says of itself. */
  String summary(String alert) {
    return rules.groups().stream()
        .flatMap(group -> group.rules().stream())
        .filter(rule -> rule.rule().name().equals(alert))
        .map(RuleStatus::alerts)
        .flatMap(List::stream)
        .map(one -> String.valueOf(one.annotations().get("summary")))
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    metrics.close();
    logs.close();
  }
}
