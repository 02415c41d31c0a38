package dev.steward.query.logql.syntax;

import dev.steward.spi.model.GoQuoting;
import dev.steward.spi.select.AddressRange;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.LinePattern;
import dev.steward.spi.text.Regex;
import java.util.Objects;

/**
 * What a line filter compares the line with.
 *
 * @param text the text, expression, pattern or address range
 * @param address whether it is an address range, written {@code ip("…")}
 */
public record LineOperand(String text, boolean address) {
  /** Checks that nothing is missing. */
  public LineOperand {
    Objects.requireNonNull(text, "text");
  }

  /** The condition that a line holds this operand, the operator's sign left out. */
  LineFilter toFilter(LineOperator operator) {
    if (address) {
      return new LineFilter.HasAddress(AddressRange.parse(text));
    }
    return switch (operator) {
      case CONTAINS, NOT_CONTAINS -> new LineFilter.Contains(text);
      case MATCHES, NOT_MATCHES -> new LineFilter.Matches(Regex.compile(text));
      case PATTERN, NOT_PATTERN -> new LineFilter.HasPattern(LinePattern.parse(text));
    };
  }

  @Override
  public String toString() {
    String quoted = GoQuoting.quote(text);
    return address ? "ip(" + quoted + ")" : quoted;
  }
}
