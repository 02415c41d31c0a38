package dev.steward.query.promql.function;

import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;
import java.util.Comparator;
import java.util.List;

/** Orders series by the values of labels, in natural order, then by all their labels. */
final class SortByLabel implements VectorFunction {
  private final boolean descending;

  SortByLabel(boolean descending) {
    this.descending = descending;
  }

  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    if (!call.isInstant()) {
      call.annotations().sortInRangeQuery(call.expr().span());
    }
    Comparator<StepSeries> order = null;
    for (int argument = 1; argument < call.arguments(); argument++) {
      String label = call.text(argument);
      Comparator<StepSeries> byLabel =
          Comparator.comparing(
              series -> series.labels().valueOrEmpty(label), NaturalOrder.INSTANCE);
      order = order == null ? byLabel : order.thenComparing(byLabel);
    }
    Comparator<StepSeries> byAll = Comparator.comparing(StepSeries::labels);
    Comparator<StepSeries> whole = order == null ? byAll : order.thenComparing(byAll);
    List<StepSeries> all = call.vector(0);
    all.sort(descending ? whole.reversed() : whole);
    all.forEach(sink::accept);
  }
}
