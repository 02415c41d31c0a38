package dev.steward.query.logql.syntax;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The label whose value becomes a line's number.
 *
 * @param label the label
 * @param conversion how its text is read
 * @param filters conditions asked afterwards, when {@code __error__} is known
 */
public record Unwrap(String label, Conversion conversion, List<LabelCondition> filters) {
  /** How text becomes a number. */
  public enum Conversion {
    /** A plain number. */
    NUMBER(""),
    /** An amount of bytes. */
    BYTES("bytes"),
    /** A duration, in seconds. */
    DURATION("duration"),
    /** A duration, in seconds. */
    DURATION_SECONDS("duration_seconds");

    private final String function;

    Conversion(String function) {
      this.function = function;
    }

    /** The function's name; empty for a plain number. */
    public String function() {
      return function;
    }
  }

  /** Checks that nothing is missing and copies the list. */
  public Unwrap {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(conversion, "conversion");
    filters = List.copyOf(filters);
  }

  @Override
  public String toString() {
    String what =
        conversion == Conversion.NUMBER ? label : conversion.function() + "(" + label + ")";
    return "| unwrap "
        + what
        + filters.stream().map(filter -> " | " + filter).collect(Collectors.joining());
  }
}
