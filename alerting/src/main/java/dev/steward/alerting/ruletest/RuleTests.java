package dev.steward.alerting.ruletest;

import dev.steward.alerting.rule.RuleFileException;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
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
      } catch (RuleFileException e) {
        throw new RuleTestException(
            e.problems().stream().map(Object::toString).collect(Collectors.joining("\n")), e);
      }
    }
  }

  private void run(RuleTestFile.Test test, String name) {
    if (test.hasAlertTests()) {
      problems.add(
          name + ": alert_rule_test: cannot be run yet (expected: promql_expr_test alone)");
    }
    SeriesByHand store = new SeriesByHand();
    for (SeriesLine line : test.series()) {
      load(line, test.intervalMillis(), store);
    }
    PromqlEngine engine = new PromqlEngine(store, PromqlOptions.DEFAULT.withExperimental(true));
    Recorder recorder = new Recorder(file.ruleFiles(), file.groupOrder(), store, engine);
    List<RuleTestFile.Expression> inTime = new ArrayList<>(test.expressions());
    inTime.sort(Comparator.comparingLong(RuleTestFile.Expression::timeMillis));
    long next = 0;
    for (RuleTestFile.Expression expression : inTime) {
      try {
        for (; next <= expression.timeMillis(); next += file.evaluationMillis()) {
          recorder.evaluate(next);
        }
        check(expression, engine, name);
      } catch (StewardException e) {
        problems.add(said(expression, name) + "err: " + e.getMessage());
      }
    }
  }

  private static void load(SeriesLine line, long intervalMillis, SeriesByHand store) {
    for (int i = 0; i < line.values().size(); i++) {
      SeriesLine.Value value = line.values().get(i);
      if (value != null) {
        HistogramLiteral literal = value.histogram();
        NativeHistogram histogram = literal == null ? null : literal.histogram();
        store.put(line.labels(), i * intervalMillis, value.number(), histogram);
      }
    }
  }

  private static String said(RuleTestFile.Expression expression, String name) {
    return "%s: expr: \"%s\", time: %s,\n    "
        .formatted(name, expression.text(), Durations.format(expression.timeMillis()));
  }

  private void check(RuleTestFile.Expression expression, PromqlEngine engine, String name) {
    List<Sample> given =
        Recorder.samples(
            engine
                .instant(expression.text(), expression.timeMillis(), QueryContext.unlimited())
                .value(),
            expression.timeMillis());
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
