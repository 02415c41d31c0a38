package dev.steward.spi.select;

import dev.steward.spi.model.Line;
import dev.steward.spi.text.Regex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A condition on the bytes of a line. A closed set, so that a store can read what is asked and skip
 * what cannot match; the answer is always that of {@link #accepts(Line)}.
 */
public sealed interface LineFilter {
  /** Whether a line passes. */
  boolean accepts(Line line);

  /** The line holds this text, byte for byte. The empty text is held by every line. */
  final class Contains implements LineFilter {
    private final String text;
    private final byte[] bytes;

    /** A filter for a text. */
    public Contains(String text) {
      this.text = text;
      this.bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text. */
    public String text() {
      return text;
    }

    @Override
    public boolean accepts(Line line) {
      return line.indexOf(bytes, 0) >= 0;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
      return other instanceof Contains that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    @Override
    public String toString() {
      return "contains " + text;
    }
  }

  /** Somewhere in the line the regular expression matches. */
  record Matches(Regex regex) implements LineFilter {
    /** Checks that nothing is missing. */
    public Matches {
      Objects.requireNonNull(regex, "regex");
    }

    @Override
    public boolean accepts(Line line) {
      return regex.find(line);
    }
  }

  /** The line has the shape of a pattern: literals with captures between them. */
  record HasPattern(LinePattern pattern) implements LineFilter {
    /** Checks that nothing is missing. */
    public HasPattern {
      Objects.requireNonNull(pattern, "pattern");
    }

    @Override
    public boolean accepts(Line line) {
      return pattern.accepts(line);
    }
  }

  /** Somewhere in the line stands an IP address of a range. */
  record HasAddress(AddressRange range) implements LineFilter {
    /** Checks that nothing is missing. */
    public HasAddress {
      Objects.requireNonNull(range, "range");
    }

    @Override
    public boolean accepts(Line line) {
      return range.occursIn(line);
    }
  }

  /** The line does not pass another filter. */
  record Not(LineFilter filter) implements LineFilter {
    /** Checks that nothing is missing. */
    public Not {
      Objects.requireNonNull(filter, "filter");
    }

    @Override
    public boolean accepts(Line line) {
      return !filter.accepts(line);
    }
  }

  /** The line passes at least one of several filters. */
  record AnyOf(List<LineFilter> filters) implements LineFilter {
    /** Copies the list, which must not be empty. */
    public AnyOf {
      filters = List.copyOf(filters);
      if (filters.isEmpty()) {
        throw new IllegalArgumentException("filters: none (expected: at least one)");
      }
    }

    @Override
    public boolean accepts(Line line) {
      for (LineFilter filter : filters) {
        if (filter.accepts(line)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return filters.stream().map(LineFilter::toString).collect(Collectors.joining(" or "));
    }
  }

  /** Whether a line passes every one of several filters. */
  static boolean acceptsAll(List<LineFilter> filters, Line line) {
    for (LineFilter filter : filters) {
      if (!filter.accepts(line)) {
        return false;
      }
    }
    return true;
  }
}
