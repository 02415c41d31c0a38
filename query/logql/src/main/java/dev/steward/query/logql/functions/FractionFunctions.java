package dev.steward.query.logql.functions;

import static dev.steward.query.template.Function.Type.ANY;
import static dev.steward.query.template.Function.Type.INT;

import dev.steward.query.template.Arguments;
import dev.steward.query.template.Function;
import dev.steward.query.template.FunctionFailure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.BinaryOperator;

/** Arithmetic with fractions, done in decimals so that 0.1 and 0.2 make 0.3. */
final class FractionFunctions {
  private static final int MAX_PLACES = 300;

  private FractionFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.variadic("addf", all -> folded(all, BigDecimal::add), ANY),
        Function.variadic("subf", all -> folded(all, BigDecimal::subtract), ANY, ANY),
        Function.variadic("mulf", all -> folded(all, BigDecimal::multiply), ANY, ANY),
        Function.variadic("divf", all -> folded(all, FractionFunctions::divided), ANY, ANY),
        Function.variadic("maxf", all -> extreme(all, true), ANY, ANY),
        Function.variadic("minf", all -> extreme(all, false), ANY, ANY),
        Function.of("ceil", one -> Math.ceil(Conversions.toDouble(one.any(0))), ANY),
        Function.of("floor", one -> Math.floor(Conversions.toDouble(one.any(0))), ANY),
        Function.variadic("round", FractionFunctions::rounded, ANY, INT, ANY));
  }

  private static BigDecimal divided(BigDecimal dividend, BigDecimal divisor) {
    if (divisor.signum() == 0) {
      throw new FunctionFailure("decimal division by 0");
    }
    return dividend.divide(divisor, 16, RoundingMode.HALF_UP);
  }

  private static double folded(Arguments arguments, BinaryOperator<BigDecimal> operator) {
    double first = Conversions.toDouble(arguments.any(0));
    BigDecimal result = decimal(first);
    for (int i = 1; i < arguments.size(); i++) {
      result = operator.apply(result, decimal(Conversions.toDouble(arguments.any(i))));
      result = result.round(MathContext.DECIMAL128);
    }
    return result.doubleValue();
  }

  private static BigDecimal decimal(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new FunctionFailure("cannot create a decimal from " + number);
    }
    return BigDecimal.valueOf(number);
  }

  private static double extreme(Arguments arguments, boolean largest) {
    double result = Conversions.toDouble(arguments.any(0));
    for (int i = 1; i < arguments.size(); i++) {
      double number = Conversions.toDouble(arguments.any(i));
      result = largest ? Math.max(result, number) : Math.min(result, number);
    }
    return result;
  }

  /**
   * To a number of decimals; up from a half, or from the fraction given. A negative number's
   * fraction is negative, so that it is rounded down.
   */
  private static double rounded(Arguments arguments) {
    double number = Conversions.toDouble(arguments.any(0));
    long places = Math.clamp(arguments.integer(1), -MAX_PLACES, MAX_PLACES);
    double from = arguments.size() > 2 ? Conversions.toDouble(arguments.any(2)) : 0.5;
    double scale = Math.pow(10, places);
    double scaled = number * scale;
    double fraction = scaled - (scaled < 0 ? Math.ceil(scaled) : Math.floor(scaled));
    double result = fraction >= from ? Math.ceil(scaled) : Math.floor(scaled);
    return result / scale;
  }
}
