package dev.steward.query.template;

import dev.steward.query.template.Function.Type;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What templates work with: null, Boolean, Long, Double, String, List, Map with text as keys,
 * {@link Fields}, and opaque objects of functions.
 */
final class Values {
  private Values() {}

  /** Whether a condition takes a value as true. */
  static boolean isTrue(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case Boolean truth -> truth;
      case Number number -> number.doubleValue() != 0;
      case String text -> !text.isEmpty();
      case Collection<?> all -> !all.isEmpty();
      case Map<?, ?> map -> !map.isEmpty();
      default -> true;
    };
  }

  /** Go's name for a value's type. */
  static String typeName(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case Boolean ignored -> "bool";
      case Long ignored -> "int";
      case Double ignored -> "float64";
      case String ignored -> "string";
      case Collection<?> ignored -> "[]interface {}";
      case TextMap ignored -> "map[string]string";
      case Map<?, ?> ignored -> "map[string]interface {}";
      case Fields fields -> fields.typeName();
      default -> value.getClass().getSimpleName();
    };
  }

  /**
   * A value as an argument of a type.
   *
   * @throws FunctionFailure if it does not fit
   */
  static @Nullable Object converted(@Nullable Object value, Type type) {
    return switch (type) {
      case ANY -> value;
      case STRING -> value instanceof String ? value : mismatch(value, type);
      case BOOL -> value instanceof Boolean ? value : mismatch(value, type);
      case INT -> value instanceof Long ? value : mismatch(value, type);
      case FLOAT -> value instanceof Double ? value : mismatch(value, type);
    };
  }

  private static Object mismatch(@Nullable Object value, Type type) {
    throw new FunctionFailure(
        value == null
            ? "invalid value; expected " + type.goName()
            : "wrong type for value; expected " + type.goName() + "; got " + typeName(value));
  }
}
