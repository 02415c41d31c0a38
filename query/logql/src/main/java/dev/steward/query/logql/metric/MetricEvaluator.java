package dev.steward.query.logql.metric;

import dev.steward.query.logql.syntax.MetricExpression;
import dev.steward.query.logql.syntax.MetricExpression.BinaryOperation;
import dev.steward.query.logql.syntax.MetricExpression.LabelReplace;
import dev.steward.query.logql.syntax.MetricExpression.Literal;
import dev.steward.query.logql.syntax.MetricExpression.RangeAggregation;
import dev.steward.query.logql.syntax.MetricExpression.Variants;
import dev.steward.query.logql.syntax.MetricExpression.Vector;
import dev.steward.query.logql.syntax.MetricExpression.VectorAggregation;
import dev.steward.query.logql.syntax.RangeOperation;
import dev.steward.query.logql.syntax.VectorOperation;
import dev.steward.query.value.Grouping;
import dev.steward.query.value.Points;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Sample;
import dev.steward.query.value.Series;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Evaluates metric queries. For one query and one thread.
 *
 * <p>Every node gives series with a place for each moment, so that what depends on labels alone
 * (groups, partners) is worked out once for a series and not once for each of its numbers.
 */
public final class MetricEvaluator {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private static final Set<RangeOperation> SUMMABLE =
      EnumSet.of(
          RangeOperation.COUNT_OVER_TIME,
          RangeOperation.RATE,
          RangeOperation.BYTES_OVER_TIME,
          RangeOperation.BYTES_RATE,
          RangeOperation.SUM_OVER_TIME);

  private final Steps steps;
  private final RangeEvaluator ranges;

  /** An evaluator for these moments. */
  public MetricEvaluator(LogStore store, Steps steps, QueryContext context) {
    this.steps = steps;
    this.ranges = new RangeEvaluator(store, steps, context);
  }

  /** The query's value at the only moment: a scalar for a bare number, else a vector. */
  public QueryValue instant(MetricExpression expression) {
    long millis = steps.firstNanos() / NANOS_PER_MILLI;
    if (expression instanceof Literal literal) {
      return new QueryValue.Scalar(millis, literal.value());
    }
    List<Sample> samples = new ArrayList<>();
    for (StepSeries series : series(expression)) {
      if (series.present().get(0)) {
        samples.add(new Sample(series.labels(), millis, series.values()[0]));
      }
    }
    if (!Ordering.isAskedFor(expression)) {
      samples.sort(Comparator.comparing(Sample::labels));
    }
    return new QueryValue.InstantVector(samples);
  }

  /** The query's values at all moments. */
  public QueryValue range(MetricExpression expression) {
    List<StepSeries> all =
        expression instanceof Literal literal
            ? List.of(StepSeries.constant(Labels.EMPTY, literal.value(), steps.count()))
            : series(expression);
    return new QueryValue.Matrix(
        all.stream()
            .filter(series -> !series.present().isEmpty())
            .sorted(Comparator.comparing(StepSeries::labels))
            .map(this::points)
            .toList());
  }

  private Series points(StepSeries series) {
    int size = series.present().cardinality();
    long[] timestamps = new long[size];
    double[] values = new double[size];
    int at = 0;
    for (int i = series.present().nextSetBit(0); i >= 0; i = series.present().nextSetBit(i + 1)) {
      timestamps[at] = steps.at(i) / NANOS_PER_MILLI;
      values[at++] = series.values()[i];
    }
    return new Series(series.labels(), new Points(timestamps, values));
  }

  private List<StepSeries> series(MetricExpression expression) {
    return switch (expression) {
      case RangeAggregation range -> ranges.evaluate(range, range.grouping());
      case VectorAggregation vector -> vector(vector);
      case BinaryOperation binary -> binary(binary);
      case Literal literal -> constant(literal.value());
      case Vector vector -> constant(vector.value());
      case Variants variants -> variants(variants);
      case LabelReplace replace -> LabelReplacement.apply(replace, series(replace.of()));
    };
  }

  private List<StepSeries> variants(Variants variants) {
    List<StepSeries> all = new ArrayList<>();
    for (int i = 0; i < variants.variants().size(); i++) {
      String index = Integer.toString(i);
      for (StepSeries series : series(variants.variants().get(i))) {
        all.add(series.withLabels(series.labels().with(Variants.LABEL, index)));
      }
    }
    return all;
  }

  private List<StepSeries> constant(double value) {
    return List.of(StepSeries.constant(Labels.EMPTY, value, steps.count()));
  }

  private List<StepSeries> vector(VectorAggregation aggregation) {
    Grouping grouping = aggregation.grouping() == null ? Grouping.ALL : aggregation.grouping();
    // A sum of sums is one sum: entries go into the outer groups at once.
    if (aggregation.operation() == VectorOperation.SUM
        && aggregation.of() instanceof RangeAggregation range
        && SUMMABLE.contains(range.operation())) {
      return ranges.evaluate(range, grouping);
    }
    return VectorAggregator.apply(aggregation, grouping, series(aggregation.of()), steps.count());
  }

  private List<StepSeries> binary(BinaryOperation operation) {
    if (operation.left() instanceof Literal literal) {
      return ScalarOperation.apply(operation, literal.value(), series(operation.right()), true);
    }
    if (operation.right() instanceof Literal literal) {
      return ScalarOperation.apply(operation, literal.value(), series(operation.left()), false);
    }
    List<StepSeries> left = series(operation.left());
    List<StepSeries> right = series(operation.right());
    return operation.operator().isSet()
        ? SetOperation.apply(operation, left, right, steps.count())
        : VectorMatch.apply(operation, left, right, steps.count());
  }
}
