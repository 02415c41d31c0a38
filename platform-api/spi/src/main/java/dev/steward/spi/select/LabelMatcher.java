package dev.steward.spi.select;

import dev.steward.spi.model.GoQuoting;
import dev.steward.spi.model.Labels;
import dev.steward.spi.text.Regex;
import java.util.Objects;

/** A condition on one label. A label that is missing counts as empty, as in Prometheus and Loki. */
public sealed interface LabelMatcher {
  /** The label's name. */
  String name();

  /** Whether a value of the label is accepted. */
  boolean accepts(String value);

  /** Whether labels are accepted. */
  default boolean accepts(Labels labels) {
    return accepts(labels.valueOrEmpty(name()));
  }

  /** Whether a series without the label is accepted. */
  default boolean acceptsEmpty() {
    return accepts("");
  }

  /** {@code name="value"}. */
  record Equal(String name, String value) implements LabelMatcher {
    /** Checks that nothing is missing. */
    public Equal {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }

    @Override
    public boolean accepts(String candidate) {
      return value.equals(candidate);
    }

    @Override
    public String toString() {
      return name + "=" + GoQuoting.quote(value);
    }
  }

  /** {@code name!="value"}. */
  record NotEqual(String name, String value) implements LabelMatcher {
    /** Checks that nothing is missing. */
    public NotEqual {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }

    @Override
    public boolean accepts(String candidate) {
      return !value.equals(candidate);
    }

    @Override
    public String toString() {
      return name + "!=" + GoQuoting.quote(value);
    }
  }

  /** {@code name=~"regex"}: the whole value must match. */
  record Matches(String name, Regex regex) implements LabelMatcher {
    /** Checks that nothing is missing. */
    public Matches {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(regex, "regex");
    }

    @Override
    public boolean accepts(String candidate) {
      return regex.matchesWhole(candidate);
    }

    @Override
    public String toString() {
      return name + "=~" + GoQuoting.quote(regex.source());
    }
  }

  /** {@code name!~"regex"}: the whole value must not match. */
  record NotMatches(String name, Regex regex) implements LabelMatcher {
    /** Checks that nothing is missing. */
    public NotMatches {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(regex, "regex");
    }

    @Override
    public boolean accepts(String candidate) {
      return !regex.matchesWhole(candidate);
    }

    @Override
    public String toString() {
      return name + "!~" + GoQuoting.quote(regex.source());
    }
  }
}
