package dev.steward.query.promql.function;

import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Functions of one number; histograms are left out. */
final class NumberFunctions implements VectorFunction {
  /** All of them, by name. */
  static final Map<String, DoubleUnaryOperator> TABLE =
      Map.ofEntries(
          Map.entry("abs", Math::abs),
          Map.entry("ceil", Math::ceil),
          Map.entry("floor", Math::floor),
          Map.entry("exp", Math::exp),
          Map.entry("sqrt", Math::sqrt),
          Map.entry("ln", Math::log),
          Map.entry("log2", NumberFunctions::log2),
          Map.entry("log10", Math::log10),
          Map.entry("sgn", Math::signum),
          Map.entry("sin", Math::sin),
          Map.entry("cos", Math::cos),
          Map.entry("tan", Math::tan),
          Map.entry("asin", Math::asin),
          Map.entry("acos", Math::acos),
          Map.entry("atan", Math::atan),
          Map.entry("sinh", Math::sinh),
          Map.entry("cosh", Math::cosh),
          Map.entry("tanh", Math::tanh),
          Map.entry("asinh", NumberFunctions::asinh),
          Map.entry("acosh", NumberFunctions::acosh),
          Map.entry("atanh", NumberFunctions::atanh),
          Map.entry("deg", value -> value * 180 / Math.PI),
          Map.entry("rad", value -> value * Math.PI / 180));

  private final DoubleUnaryOperator operator;

  NumberFunctions(DoubleUnaryOperator operator) {
    this.operator = operator;
  }

  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    call.stream(0, series -> apply(series, operator, call, sink));
  }

  /** Replaces the numbers of a series, takes its histograms and name away, and hands it on. */
  static void apply(
      StepSeries series, DoubleUnaryOperator operator, VectorCall call, SeriesSink sink) {
    for (int step = 0; step < series.size(); step++) {
      if (series.isFloat(step)) {
        series.set(step, operator.applyAsDouble(series.value(step)));
      } else if (series.isPresent(step)) {
        series.clear(step);
      }
    }
    if (series.hasSamples()) {
      call.dropName(series);
      sink.accept(series);
    }
  }

  /** Exact for powers of two. */
  private static double log2(double value) {
    int exponent = Math.getExponent(value);
    if (value == Math.scalb(1.0, exponent)) {
      return exponent;
    }
    return Math.log(value) / Math.log(2);
  }

  private static double asinh(double value) {
    if (value == 0 || Double.isInfinite(value)) {
      return value;
    }
    double magnitude = Math.abs(value);
    double result =
        magnitude > 0x1p28
            ? Math.log(magnitude) + Math.log(2)
            : Math.log1p(
                magnitude + magnitude * magnitude / (1 + Math.sqrt(1 + magnitude * magnitude)));
    return Math.copySign(result, value);
  }

  private static double acosh(double value) {
    if (value > 0x1p28) {
      return Math.log(value) + Math.log(2);
    }
    double above = value - 1;
    return Math.log1p(above + Math.sqrt(2 * above + above * above));
  }

  private static double atanh(double value) {
    return 0.5 * Math.log1p(2 * value / (1 - value));
  }
}
