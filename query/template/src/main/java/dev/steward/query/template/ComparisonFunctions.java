package dev.steward.query.template;

import dev.steward.query.template.Function.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code eq}, {@code ne}, {@code lt}, {@code le}, {@code gt}, {@code ge}. */
final class ComparisonFunctions {
  private ComparisonFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.variadic("eq", ComparisonFunctions::equalsAny, Type.ANY, Type.ANY),
        Function.of("ne", two -> !areEqual(two.any(0), two.any(1)), Type.ANY, Type.ANY),
        Function.of("lt", two -> order(two) < 0, Type.ANY, Type.ANY),
        Function.of("le", two -> order(two) <= 0, Type.ANY, Type.ANY),
        Function.of("gt", two -> order(two) > 0, Type.ANY, Type.ANY),
        Function.of("ge", two -> order(two) >= 0, Type.ANY, Type.ANY));
  }

  private static Object equalsAny(Arguments arguments) {
    if (arguments.size() == 1) {
      throw new FunctionFailure("missing argument for comparison");
    }
    for (int i = 1; i < arguments.size(); i++) {
      if (areEqual(arguments.any(0), arguments.any(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean areEqual(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == null && right == null;
    }
    requireComparable(left);
    requireComparable(right);
    if (left.getClass() != right.getClass()) {
      throw new FunctionFailure("incompatible types for comparison");
    }
    return (left instanceof Double a && right instanceof Double b)
        ? a.doubleValue() == b.doubleValue()
        : left.equals(right);
  }

  private static void requireComparable(Object value) {
    if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
      throw new FunctionFailure("non-comparable type " + Values.typeName(value));
    }
  }

  private static int order(Arguments two) {
    Object left = two.any(0);
    Object right = two.any(1);
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    if (left instanceof Double a && right instanceof Double b) {
      return a < b ? -1 : a.doubleValue() == b.doubleValue() ? 0 : 1;
    }
    if (left instanceof String a && right instanceof String b) {
      return a.compareTo(b);
    }
    boolean basic = isBasic(left) && isBasic(right);
    throw new FunctionFailure(
        basic && left != null && right != null && left.getClass() == right.getClass()
            ? "invalid type for comparison"
            : basic ? "incompatible types for comparison" : "invalid type for comparison");
  }

  private static boolean isBasic(@Nullable Object value) {
    return value instanceof Number || value instanceof String || value instanceof Boolean;
  }
}
