package dev.steward.query.template;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function that templates may call.
 *
 * @param name how templates call it
 * @param parameters types of its arguments
 * @param variadic whether the last argument may stand any number of times, or not at all
 * @param body what it does; gets arguments converted to their types
 */
public record Function(String name, List<Type> parameters, boolean variadic, Body body) {
  /** Types of arguments. */
  public enum Type {
    /** {@link String}. */
    STRING("string"),
    /** {@link Long}. */
    INT("int"),
    /** {@link Double}. */
    FLOAT("float64"),
    /** {@link Boolean}. */
    BOOL("bool"),
    /** Anything. */
    ANY("interface {}");

    private final String goName;

    Type(String goName) {
      this.goName = goName;
    }

    /** Go's name for the type. */
    String goName() {
      return goName;
    }
  }

  /** What a function does. */
  @FunctionalInterface
  public interface Body {
    /**
     * The result.
     *
     * @throws FunctionFailure where there is none
     */
    @Nullable Object apply(Arguments arguments);
  }

  /** Checks that nothing is missing and copies the list. */
  public Function {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(body, "body");
    parameters = List.copyOf(parameters);
    if (variadic && parameters.isEmpty()) {
      throw new IllegalArgumentException("parameters: none (expected: one that may repeat)");
    }
  }

  /** A function of a fixed number of arguments. */
  public static Function of(String name, Body body, Type... parameters) {
    return new Function(name, List.of(parameters), false, body);
  }

  /** A function whose last argument may repeat. */
  public static Function variadic(String name, Body body, Type... parameters) {
    return new Function(name, List.of(parameters), true, body);
  }

  /**
   * Calls the function.
   *
   * @throws FunctionFailure if the arguments do not fit or the function fails
   */
  @Nullable Object call(List<@Nullable Object> given) {
    int fixed = variadic ? parameters.size() - 1 : parameters.size();
    if (variadic ? given.size() < fixed : given.size() != fixed) {
      throw new FunctionFailure(
          "wrong number of args for "
              + name
              + ": want "
              + (variadic ? "at least " : "")
              + fixed
              + " got "
              + given.size());
    }
    @Nullable Object[] converted = new Object[given.size()];
    for (int i = 0; i < converted.length; i++) {
      Type type = parameters.get(Math.min(i, parameters.size() - 1));
      converted[i] = Values.converted(given.get(i), type);
    }
    return body.apply(new Arguments(converted));
  }
}
