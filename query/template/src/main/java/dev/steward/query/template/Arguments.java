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

  /** An argument of any type; null for nil. */
  public @Nullable Object any(int index) {
    return values[index];
  }

  /** A text. */
  public String string(int index) {
    return (String) Objects.requireNonNull(values[index], "argument");
  }

  /** A whole number. */
  public long integer(int index) {
    return (Long) Objects.requireNonNull(values[index], "argument");
  }

  /** A number. */
  public double number(int index) {
    return (Double) Objects.requireNonNull(values[index], "argument");
  }

  /** A truth value. */
  public boolean truth(int index) {
    return (Boolean) Objects.requireNonNull(values[index], "argument");
  }
}
