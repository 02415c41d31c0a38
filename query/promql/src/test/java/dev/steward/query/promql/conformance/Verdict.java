package dev.steward.query.promql.conformance;

import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.promql.series.HistogramLiteral;
import dev.steward.query.promql.series.SeriesLine;
import dev.steward.query.value.FloatText;
import dev.steward.query.value.HistogramText;
import dev.steward.query.value.Points;
import dev.steward.query.value.QueryResult;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Sample;
import dev.steward.query.value.Series;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Runs one evaluation and tells what is not as expected. */
final class Verdict {
  private static final long MINUTE = 60_000;

  private final PromqlEngine engine;
  private final Evaluation evaluation;

  Verdict(PromqlEngine engine, Evaluation evaluation) {
    this.engine = engine;
    this.evaluation = evaluation;
  }

  /** What went wrong, or null. */
  @Nullable String problem() {
    QueryResult result;
    try {
      result = run();
    } catch (StewardException e) {
      Expectation failure = evaluation.expected("fail");
      if (failure == null) {
        return "expected a result, got error: " + e.getMessage();
      }
      for (Expectation expected : evaluation.allExpected("fail")) {
        if (!expected.accepts(Objects.toString(e.getMessage()))) {
          return "expected " + expected + ", got error: " + e.getMessage();
        }
      }
      return null;
    } catch (RuntimeException e) {
      return "expected a result or an error, got a defect: " + e;
    }
    if (evaluation.expected("fail") != null) {
      return "expected " + evaluation.expected("fail") + ", got " + text(result.value());
    }
    String problem = notices(result);
    if (problem == null) {
      problem = value(result.value(), evaluation.startMillis);
    }
    return problem != null || !evaluation.instant ? problem : asRange(result.value());
  }

  private QueryResult run() {
    QueryContext context = QueryContext.unlimited();
    return evaluation.instant
        ? engine.instant(evaluation.query, evaluation.startMillis, context)
        : engine.range(
            evaluation.query,
            evaluation.startMillis,
            evaluation.endMillis,
            evaluation.stepMillis,
            context);
  }

  private @Nullable String notices(QueryResult result) {
    List<String> warnings = result.notices().warnings();
    List<String> infos = result.notices().infos();
    String problem = notices("warn", warnings);
    return problem != null ? problem : notices("info", infos);
  }

  private @Nullable String notices(String kind, List<String> texts) {
    if (evaluation.expected("no_" + kind) != null && !texts.isEmpty()) {
      return "expected no_" + kind + ", got " + texts;
    }
    List<Expectation> all = evaluation.allExpected(kind);
    for (Expectation expected : all) {
      if (!expected.acceptsAny(texts)) {
        return "expected " + expected + ", got " + texts;
      }
    }
    if (all.isEmpty()) {
      return null;
    }
    for (String text : texts) {
      if (all.stream().noneMatch(expected -> expected.accepts(text))) {
        return "expected only " + all + ", got " + texts;
      }
    }
    return null;
  }

  /** Every instant evaluation holds as the middle of three steps of a range, too. */
  private @Nullable String asRange(QueryValue value) {
    boolean fixed = evaluation.query.matches("(?s).*\\b(?i:start|end|range|step)\\s*\\(\\s*\\).*");
    if (evaluation.isOrdered()
        || fixed
        || value instanceof QueryValue.Matrix
        || value instanceof QueryValue.Text) {
      return null;
    }
    long time = evaluation.startMillis;
    QueryResult result;
    try {
      result =
          engine.range(
              evaluation.query, time - MINUTE, time + MINUTE, MINUTE, QueryContext.unlimited());
    } catch (StewardException e) {
      return "expected a result as a range query, got error: " + e.getMessage();
    }
    List<Sample> samples = new ArrayList<>();
    for (Series series : ((QueryValue.Matrix) result.value()).series()) {
      Points points = series.points();
      for (int i = 0; i < points.size(); i++) {
        if (points.timestampMillis(i) == time) {
          samples.add(new Sample(series.labels(), time, points.value(i), points.histogram(i)));
        }
      }
    }
    QueryValue middle =
        value instanceof QueryValue.Scalar && samples.size() == 1
            ? new QueryValue.Scalar(time, samples.getFirst().value())
            : new QueryValue.InstantVector(samples);
    String problem = value(middle, time);
    return problem == null ? null : "as a range query: " + problem;
  }

  private @Nullable String value(QueryValue value, long time) {
    return switch (value) {
      case QueryValue.Text text ->
          text.text().equals(evaluation.text)
              ? null
              : "expected string " + evaluation.text + ", got " + text.text();
      case QueryValue.Scalar scalar -> {
        Double expected = evaluation.scalar;
        yield expected != null && Comparison.equal(expected, scalar.value())
            ? null
            : "expected scalar " + expected + ", got " + FloatText.sample(scalar.value());
      }
      case QueryValue.InstantVector vector -> vector(vector, time);
      case QueryValue.Matrix matrix -> matrix(matrix);
    };
  }

  private @Nullable String vector(QueryValue.InstantVector vector, long time) {
    if (evaluation.scalar != null || evaluation.text != null) {
      return "expected a scalar or string, got " + text(vector);
    }
    if (vector.samples().size() != evaluation.series.size()) {
      return "expected " + evaluation.series.size() + " samples, got " + text(vector);
    }
    Map<Labels, Sample> byLabels = new HashMap<>();
    vector.samples().forEach(sample -> byLabels.put(sample.labels(), sample));
    for (int i = 0; i < evaluation.series.size(); i++) {
      SeriesLine expected = evaluation.series.get(i);
      Sample sample =
          evaluation.isOrdered() ? vector.samples().get(i) : byLabels.get(expected.labels());
      SeriesLine.Value wanted = expected.values().isEmpty() ? null : expected.values().getFirst();
      if (sample == null
          || !sample.labels().equals(expected.labels())
          || wanted == null
          || !same(wanted, sample.value(), sample.histogram())) {
        return "expected " + text(expected) + " at " + time + ", got " + text(vector);
      }
    }
    return null;
  }

  private static boolean same(
      SeriesLine.Value wanted, double value, @Nullable NativeHistogram histogram) {
    HistogramLiteral literal = wanted.histogram();
    if (literal == null || histogram == null) {
      return literal == null && histogram == null && Comparison.equal(wanted.number(), value);
    }
    return Comparison.equal(literal, histogram);
  }

  private @Nullable String matrix(QueryValue.Matrix matrix) {
    long start = evaluation.ranges == null ? evaluation.startMillis : evaluation.ranges[0];
    long step = evaluation.ranges == null ? evaluation.stepMillis : evaluation.ranges[2];
    Map<Labels, Points> byLabels = new HashMap<>();
    matrix.series().forEach(series -> byLabels.put(series.labels(), series.points()));
    List<SeriesLine> expected =
        evaluation.series.stream()
            .filter(line -> line.values().stream().anyMatch(Objects::nonNull))
            .toList();
    if (matrix.series().size() != expected.size()) {
      return "expected " + expected.size() + " series, got " + text(matrix);
    }
    for (SeriesLine line : expected) {
      Points points = byLabels.get(line.labels());
      if (points == null || !same(line, points, start, step)) {
        return "expected " + text(line) + ", got " + text(matrix);
      }
    }
    return null;
  }

  private static boolean same(SeriesLine line, Points points, long start, long step) {
    int at = 0;
    for (int i = 0; i < line.values().size(); i++) {
      SeriesLine.Value wanted = line.values().get(i);
      if (wanted == null) {
        continue;
      }
      if (at >= points.size()
          || points.timestampMillis(at) != start + i * step
          || !same(wanted, points.value(at), points.histogram(at))) {
        return false;
      }
      at++;
    }
    return at == points.size();
  }

  private static String text(SeriesLine line) {
    StringBuilder text = new StringBuilder(line.labels().toString());
    for (SeriesLine.Value value : line.values()) {
      HistogramLiteral literal = value == null ? null : value.histogram();
      text.append(' ')
          .append(
              value == null
                  ? "_"
                  : literal == null
                      ? FloatText.sample(value.number())
                      : literal.histogram().toString());
    }
    return text.toString();
  }

  private static String text(double value, @Nullable NativeHistogram histogram) {
    return histogram == null
        ? FloatText.sample(value)
        : HistogramText.of(histogram) + " " + histogram;
  }

  private static String text(QueryValue value) {
    StringBuilder text = new StringBuilder();
    switch (value) {
      case QueryValue.Scalar scalar -> text.append(FloatText.sample(scalar.value()));
      case QueryValue.Text string -> text.append(string.text());
      case QueryValue.InstantVector vector ->
          vector
              .samples()
              .forEach(sample ->
                  text.append(sample.labels())
                      .append(' ')
                      .append(text(sample.value(), sample.histogram()))
                      .append("; "));
      case QueryValue.Matrix matrix ->
          matrix
              .series()
              .forEach(series -> {
                text.append(series.labels());
                Points points = series.points();
                for (int i = 0; i < points.size(); i++) {
                  text.append(' ')
                      .append(text(points.value(i), points.histogram(i)))
                      .append('@')
                      .append(points.timestampMillis(i));
                }
                text.append("; ");
              });
    }
    return text.isEmpty() ? "nothing" : text.toString();
  }
}
