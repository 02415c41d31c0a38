package dev.steward.configuration;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A value as it was written, before its setting's type has read it. */
sealed interface RawValue {
  /** How people would write it again, for error messages. */
  String shown();

  /** What YAML takes a scalar for. */
  enum Kind {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    /** From the environment or a flag, where everything is text. */
    UNTYPED
  }

  /** One word, number or text. */
  record Scalar(String text, Kind kind) implements RawValue {
    @Override
    public String shown() {
      return text.isEmpty() ? "empty" : text;
    }
  }

  /** Several values. */
  record Sequence(List<RawValue> values) implements RawValue {
    /** Copies the values. */
    public Sequence {
      values = List.copyOf(values);
    }

    @Override
    public String shown() {
      return values.stream().map(RawValue::shown).collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /** Values by name, in the order in which they were written. */
  record Mapping(Map<String, RawValue> values) implements RawValue {
    @Override
    public String shown() {
      return "a mapping";
    }
  }
}
