package dev.steward.spi.store;

import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.Selector;
import java.util.List;
import java.util.Objects;

/**
 * Which entries of a log store are wanted.
 *
 * @param selector picks the streams
 * @param range nanoseconds since the Unix epoch, start included, end excluded
 * @param filters conditions on the line that must all hold
 */
public record LogQuery(Selector selector, TimeRange range, List<LineFilter> filters) {
  /** Checks that nothing is missing and copies the list. */
  public LogQuery {
    Objects.requireNonNull(selector, "selector");
    Objects.requireNonNull(range, "range");
    filters = List.copyOf(filters);
  }

  /** Every entry of the selected streams. */
  public LogQuery(Selector selector, TimeRange range) {
    this(selector, range, List.of());
  }
}
