package dev.steward.query.logql.functions;

import static dev.steward.query.template.Function.Type.ANY;

import dev.steward.query.template.Arguments;
import dev.steward.query.template.Function;
import dev.steward.query.template.FunctionFailure;
import java.util.List;
import java.util.function.LongBinaryOperator;

/** Arithmetic with whole numbers; overflow wraps around. */
final class IntegerFunctions {
  private IntegerFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.variadic("add", all -> folded(all, 0, (a, b) -> a + b), ANY),
        Function.of("sub", two -> number(two, 0) - number(two, 1), ANY, ANY),
        Function.variadic("mul", all -> folded(all, 1, (a, b) -> a * b), ANY, ANY),
        Function.of("div", two -> number(two, 0) / divisor(two), ANY, ANY),
        Function.of("mod", two -> number(two, 0) % divisor(two), ANY, ANY),
        Function.variadic("max", all -> folded(all, number(all, 0), Math::max), ANY, ANY),
        Function.variadic("min", all -> folded(all, number(all, 0), Math::min), ANY, ANY));
  }

  private static long number(Arguments arguments, int index) {
    return Conversions.toLong(arguments.any(index));
  }

  private static long divisor(Arguments two) {
    long divisor = number(two, 1);
    if (divisor == 0) {
      throw new FunctionFailure("runtime error: integer divide by zero");
    }
    return divisor;
  }

  private static long folded(Arguments arguments, long start, LongBinaryOperator operator) {
    long result = start;
    for (int i = 0; i < arguments.size(); i++) {
      result = operator.applyAsLong(result, number(arguments, i));
    }
    return result;
  }
}
