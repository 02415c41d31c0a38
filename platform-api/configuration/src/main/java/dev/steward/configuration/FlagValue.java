package dev.steward.configuration;

import java.util.List;
import java.util.Objects;

/**
 * A value that a command-line flag gives to a setting.
 *
 * @param flag the flag as people write it, such as {@code --http}
 * @param setting the setting it overrides
 * @param values one text, or one for each time the flag stood there where the setting is a list
 */
public record FlagValue(String flag, Setting<?> setting, List<String> values) {
  /** Copies the values. */
  public FlagValue {
    Objects.requireNonNull(flag, "flag");
    Objects.requireNonNull(setting, "setting");
    values = List.copyOf(values);
  }

  /** A flag with one value. */
  public FlagValue(String flag, Setting<?> setting, String value) {
    this(flag, setting, List.of(value));
  }

  RawValue raw() {
    if (values.size() == 1) {
      return new RawValue.Scalar(values.getFirst(), RawValue.Kind.UNTYPED);
    }
    return new RawValue.Sequence(
        values.stream()
            .map(text -> (RawValue) new RawValue.Scalar(text, RawValue.Kind.UNTYPED))
            .toList());
  }
}
