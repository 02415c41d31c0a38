package dev.steward.query.template;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Arguments of a call, of the types that the function declares. */
public final class Arguments {
  private final @Nullable Object[] values;

  Arguments(@Nullable Object[] values) {
    this.values = values;
  }

  /** How many there are. */
  public int size() {
    return values.length;
  }

  /**
   * An argument of any type; null for nil.
   *
   * @throws FunctionFailure if there are not so many
   */
  public @Nullable Object any(int index) {
    if (index >= values.length) {
      throw new FunctionFailure("missing argument " + (index + 1));
    }
    return values[index];
  }

  /** A text. */
  public String string(int index) {
    return (String) Objects.requireNonNull(any(index), "argument");
  }

  /** A whole number. */
  public long integer(int index) {
    return (Long) Objects.requireNonNull(any(index), "argument");
  }

  /** A number. */
  public double number(int index) {
    return (Double) Objects.requireNonNull(any(index), "argument");
  }

  /** A truth value. */
  public boolean truth(int index) {
    return (Boolean) Objects.requireNonNull(any(index), "argument");
  }
}
