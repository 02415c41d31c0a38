package dev.steward.query.promql.function;

import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.histogram.Histograms;
import dev.steward.spi.model.NativeHistogram;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A number that a native histogram has; numbers are left out. */
final class HistogramFunctions implements VectorFunction {
  /** All of them, by name. */
  static final Map<String, ToDoubleFunction<NativeHistogram>> TABLE =
      Map.of(
          "histogram_count", NativeHistogram::count,
          "histogram_sum", NativeHistogram::sum,
          "histogram_avg", histogram -> histogram.sum() / histogram.count(),
          "histogram_stdvar", Histograms::variance,
          "histogram_stddev", histogram -> Math.sqrt(Histograms.variance(histogram)));

  private final ToDoubleFunction<NativeHistogram> property;

  HistogramFunctions(ToDoubleFunction<NativeHistogram> property) {
    this.property = property;
  }

  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    call.stream(
        0,
        series -> {
          for (int step = 0; step < series.size(); step++) {
            NativeHistogram histogram = series.histogram(step);
            if (histogram != null) {
              series.set(step, property.applyAsDouble(histogram));
            } else if (series.isPresent(step)) {
              series.clear(step);
            }
          }
          if (series.hasSamples()) {
            call.dropName(series);
            sink.accept(series);
          }
        });
  }
}
