package dev.steward.query.logql.conformance;

import dev.steward.query.logql.conformance.Script.Eval;
import dev.steward.query.logql.conformance.Script.ExpectedSeries;
import dev.steward.query.logql.conformance.Script.Moments;
import dev.steward.query.value.FloatText;
import dev.steward.query.value.Points;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Sample;
import dev.steward.query.value.Series;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares answers with what was expected: labels exactly, numbers to a millionth. */
final class Answer {
  private static final double TOLERANCE = 1e-6;

  private Answer() {}

  /** How an answer differs, or null where it does not. */
  static @Nullable String difference(Eval eval, QueryValue value) {
    Double scalar = eval.expectation().scalar();
    if (scalar != null) {
      boolean same = value instanceof QueryValue.Scalar got && isClose(scalar, got.value());
      return same ? null : "expected " + FloatText.sample(scalar) + ", got " + text(value);
    }
    if (value instanceof QueryValue.Scalar) {
      return "expected " + text(eval.expectation().series()) + ", got " + text(value);
    }
    List<ExpectedSeries> expected = new ArrayList<>(eval.expectation().series());
    List<ExpectedSeries> got = new ArrayList<>(series(value, eval.moments()));
    if (!eval.expectation().ordered()) {
      expected.sort(Comparator.comparing(ExpectedSeries::labels));
      got.sort(Comparator.comparing(ExpectedSeries::labels));
    }
    return isSame(expected, got) ? null : "expected " + text(expected) + ", got " + text(got);
  }

  private static boolean isSame(List<ExpectedSeries> expected, List<ExpectedSeries> got) {
    if (expected.size() != got.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!expected.get(i).labels().equals(got.get(i).labels())) {
        return false;
      }
      for (int j = 0; j < expected.get(i).values().size(); j++) {
        Double one = expected.get(i).values().get(j);
        Double other = got.get(i).values().get(j);
        boolean same =
            (one == null || other == null) ? Objects.equals(one, other) : isClose(one, other);
        if (!same) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isClose(double expected, double got) {
    return Double.compare(expected, got) == 0
        || expected == got
        || Math.abs(expected - got) <= TOLERANCE * Math.max(Math.abs(expected), Math.abs(got));
  }

  private static List<ExpectedSeries> series(QueryValue value, Moments moments) {
    return switch (value) {
      case QueryValue.InstantVector vector ->
          vector.samples().stream().map(Answer::series).toList();
      case QueryValue.Matrix matrix ->
          matrix.series().stream().map(series -> series(series, moments)).toList();
      case QueryValue.Scalar scalar ->
          List.of(new ExpectedSeries(Labels.EMPTY, List.of(scalar.value())));
      case QueryValue.Text text -> throw new IllegalStateException("text: " + text.text());
    };
  }

  private static ExpectedSeries series(Sample sample) {
    return new ExpectedSeries(sample.labels(), List.of(sample.value()));
  }

  private static ExpectedSeries series(Series series, Moments moments) {
    List<@Nullable Double> values = new ArrayList<>();
    Points points = series.points();
    int next = 0;
    for (int i = 0; i < moments.count(); i++) {
      long millis = (moments.startNanos() + i * moments.stepNanos()) / 1_000_000;
      boolean present = next < points.size() && points.timestampMillis(next) == millis;
      values.add(present ? (Double) points.value(next++) : null);
    }
    return new ExpectedSeries(series.labels(), values);
  }

  static String text(QueryValue value) {
    return switch (value) {
      case QueryValue.Scalar scalar -> FloatText.sample(scalar.value());
      case QueryValue.InstantVector vector ->
          text(vector.samples().stream().map(Answer::series).toList());
      case QueryValue.Matrix matrix ->
          matrix.series().stream()
              .map(series -> series.labels() + " " + points(series.points()))
              .collect(Collectors.joining("; "));
      case QueryValue.Text text -> text.text();
    };
  }

  private static String points(Points points) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      all.add(FloatText.sample(points.value(i)) + "@" + points.timestampMillis(i) / 1000);
    }
    return String.join(" ", all);
  }

  private static String text(List<ExpectedSeries> all) {
    return all.isEmpty()
        ? "nothing"
        : all.stream()
            .map(series ->
                series.labels()
                    + " "
                    + series.values().stream()
                        .map(value -> value == null ? "_" : FloatText.sample(value))
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining("; "));
  }
}
