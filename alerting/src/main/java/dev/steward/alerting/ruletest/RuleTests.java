package dev.steward.alerting.ruletest;

import dev.steward.alerting.alert.AlertIntake;
import dev.steward.alerting.evaluation.AlertState;
import dev.steward.alerting.evaluation.GroupDefaults;
import dev.steward.alerting.evaluation.GroupStatus;
import dev.steward.alerting.evaluation.RuleHealth;
import dev.steward.alerting.evaluation.RuleQueries;
import dev.steward.alerting.evaluation.RuleRehearsal;
import dev.steward.alerting.evaluation.RuleStatus;
import dev.steward.alerting.evaluation.Surroundings;
import dev.steward.alerting.rule.RuleFileReader;
import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.PromqlOptions;
import dev.steward.query.promql.series.HistogramLiteral;
import dev.steward.query.promql.series.HistogramNotation;
import dev.steward.query.promql.series.SeriesByHand;
import dev.steward.query.promql.series.SeriesLine;
import dev.steward.query.promql.syntax.Durations;
import dev.steward.query.value.FloatText;
import dev.steward.query.value.Sample;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.QueryContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs unit tests of rules in promtool's format. Expressions are evaluated with everything that is
 * experimental allowed. Source: the Prometheus documentation, "Unit testing for rules".
 */
public final class RuleTests {
  private final RuleTestFile file;
  private final List<String> problems = new ArrayList<>();

  private RuleTests(RuleTestFile file) {
    this.file = file;
  }

  /**
   * Runs the tests of a file.
   *
   * @return what is not as expected, a text of one or more lines each; empty where all is well
   * @throws RuleTestException if the file or its rules cannot be used
   */
  public static List<String> run(Path path) {
    RuleTests tests = new RuleTests(RuleTestReader.read(path));
    tests.run();
    return tests.problems;
  }

  private void run() {
    for (int i = 0; i < file.tests().size(); i++) {
      RuleTestFile.Test test = file.tests().get(i);
      String name = test.name().isEmpty() ? "test " + (i + 1) : "test \"" + test.name() + "\"";
      try {
        run(test, name);
      } catch (StewardException e) {
        throw new RuleTestException(String.valueOf(e.getMessage()), e);
      }
    }
  }

  private void run(RuleTestFile.Test test, String name) {
    SeriesByHand store = new SeriesByHand();
    PromqlEngine engine =
        new PromqlEngine(
            store,
            PromqlOptions.DEFAULT
                .withExperimental(true)
                .withDefaultSubqueryStep(Duration.ofMillis(file.evaluationMillis())));
    RuleRehearsal rules = rules(test, store, engine);
    InputSeries input = new InputSeries(test, store);
    List<RuleTestFile.Alerts> expected = new ArrayList<>(test.alerts());
    expected.sort(Comparator.comparingLong(RuleTestFile.Alerts::timeMillis));
    int next = 0;
    for (long time = 0; time <= test.lastMillis(); time += file.evaluationMillis()) {
      input.loadUntil(time);
      rules.evaluate(test.startMillis() + time);
      if (foundBroken(rules, name, time)) {
        return;
      }
      long until = time + file.evaluationMillis();
      while (next < expected.size() && expected.get(next).timeMillis() < until) {
        check(expected.get(next++), rules, name);
      }
    }
    input.loadUntil(test.lastMillis());
    test.expressions().forEach(expression -> checked(expression, test, engine, name));
  }

  private RuleRehearsal rules(RuleTestFile.Test test, SeriesByHand store, PromqlEngine engine) {
    Surroundings surroundings =
        new Surroundings(
            new RuleQueries(engine, null, QueryContext::unlimited),
            store,
            AlertIntake.NOBODY,
            test.externalLabels(),
            test.externalUrl(),
            Surroundings.RESEND_DELAY);
    return new RuleRehearsal(
        file.ruleFiles().stream().map(RuleFileReader::read).toList(),
        file.groupOrder(),
        new GroupDefaults(Duration.ofMillis(file.evaluationMillis()), Duration.ZERO, surroundings));
  }

  /** Rules that fail end a test: what comes after would only be their echo. */
  private boolean foundBroken(RuleRehearsal rules, String name, long timeMillis) {
    int before = problems.size();
    for (GroupStatus group : rules.groups()) {
      for (RuleStatus rule : group.rules()) {
        if (rule.health() == RuleHealth.BAD) {
          problems.add(
              "%s: rule: %s, time: %s, err: %s"
                  .formatted(
                      name, rule.rule().name(), Durations.format(timeMillis), rule.lastError()));
        }
      }
    }
    return problems.size() > before;
  }

  private void check(RuleTestFile.Alerts alerts, RuleRehearsal rules, String name) {
    List<String> given =
        rules.groups().stream()
            .flatMap(group -> group.rules().stream())
            .filter(rule -> rule.rule().name().equals(alerts.name()))
            .flatMap(rule -> rule.alerts().stream())
            .filter(alert -> alert.state() == AlertState.FIRING)
            .map(alert -> new RuleTestFile.Alert(alert.labels(), alert.annotations()).toString())
            .sorted()
            .toList();
    List<String> expected =
        alerts.expected().stream().map(RuleTestFile.Alert::toString).sorted().toList();
    if (!given.equals(expected)) {
      problems.add(
          "%s: alertname: %s, time: %s,\n    exp: %s\n    got: %s"
              .formatted(
                  name, alerts.name(), Durations.format(alerts.timeMillis()), expected, given));
    }
  }

  private void checked(
      RuleTestFile.Expression expression,
      RuleTestFile.Test test,
      PromqlEngine engine,
      String name) {
    try {
      check(expression, test, engine, name);
    } catch (StewardException e) {
      problems.add(said(expression, name) + "err: " + e.getMessage());
    }
  }

  private static String said(RuleTestFile.Expression expression, String name) {
    return "%s: expr: \"%s\", time: %s,\n    "
        .formatted(name, expression.text(), Durations.format(expression.timeMillis()));
  }

  private void check(
      RuleTestFile.Expression expression,
      RuleTestFile.Test test,
      PromqlEngine engine,
      String name) {
    long time = test.startMillis() + expression.timeMillis();
    List<Sample> given =
        RuleQueries.samples(
            engine.instant(expression.text(), time, QueryContext.unlimited()).value(), time);
    List<Sample> left = new ArrayList<>(given);
    boolean same = given.size() == expression.samples().size();
    for (RuleTestFile.Expected expected : expression.samples()) {
      same &=
          left.removeIf(sample ->
              sample.labels().equals(expected.labels()) && equal(expected.value(), sample));
    }
    if (!same || !left.isEmpty()) {
      problems.add(
          said(expression, name)
              + "exp: "
              + expression.samples().stream().map(RuleTests::text).sorted().toList()
              + "\n    got: "
              + given.stream().map(RuleTests::text).sorted().toList());
    }
  }

  private boolean equal(SeriesLine.Value expected, Sample sample) {
    HistogramLiteral literal = expected.histogram();
    NativeHistogram histogram = sample.histogram();
    if (literal == null || histogram == null) {
      return literal == null && histogram == null && equal(expected.number(), sample.value());
    }
    return literal.histogram().resetHint() == histogram.resetHint()
        && literal.describes(histogram, this::equal);
  }

  private boolean equal(double expected, double given) {
    if (Double.compare(expected, given) == 0 || expected == given) {
      return true;
    }
    return file.fuzzy() && Math.nextUp(Math.min(expected, given)) >= Math.max(expected, given);
  }

  private static String text(RuleTestFile.Expected expected) {
    return expected.labels() + " " + text(expected.value().number(), literal(expected));
  }

  private static @Nullable NativeHistogram literal(RuleTestFile.Expected expected) {
    HistogramLiteral literal = expected.value().histogram();
    return literal == null ? null : literal.histogram();
  }

  private static String text(Sample sample) {
    return sample.labels() + " " + text(sample.value(), sample.histogram());
  }

  private static String text(double value, @Nullable NativeHistogram histogram) {
    return histogram == null ? FloatText.sample(value) : HistogramNotation.of(histogram);
  }
}
