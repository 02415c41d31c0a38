package dev.steward.query.promql.syntax;

import java.util.List;

/**
 * How a function is called.
 *
 * @param name its name
 * @param arguments types of its arguments; the last may stand for more, as {@code variadic} says
 * @param variadic 0: exactly the arguments listed; n &gt; 0: up to n of the last may be left out;
 *     -1: the last may be left out or repeated
 * @param result what it gives
 * @param experimental whether it needs the option for experimental functions
 */
public record FunctionSignature(
    String name, List<ValueType> arguments, int variadic, ValueType result, boolean experimental) {
  /** Copies the list. */
  public FunctionSignature {
    arguments = List.copyOf(arguments);
  }

  /** The least number of arguments. */
  public int minArguments() {
    return variadic == 0 ? arguments.size() : arguments.size() - 1;
  }

  /** The largest number of arguments. */
  public int maxArguments() {
    return switch (variadic) {
      case 0 -> arguments.size();
      case -1 -> Integer.MAX_VALUE;
      default -> arguments.size() - 1 + variadic;
    };
  }

  /** Type of an argument. */
  public ValueType argument(int index) {
    return arguments.get(Math.min(index, arguments.size() - 1));
  }
}
