package dev.steward.spi.select;

import dev.steward.spi.model.Labels;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Conditions on labels that must all hold: what picks streams and series.
 *
 * @param matchers the conditions, in the order in which they were written
 */
public record Selector(List<LabelMatcher> matchers) {
  /** Accepts everything. */
  public static final Selector ALL = new Selector(List.of());

  /** Copies the list. */
  public Selector {
    matchers = List.copyOf(matchers);
  }

  /** A selector of these conditions. */
  public static Selector of(LabelMatcher... matchers) {
    return new Selector(List.of(matchers));
  }

  /** Whether every condition accepts the labels. */
  public boolean accepts(Labels labels) {
    for (LabelMatcher matcher : matchers) {
      if (!matcher.accepts(labels)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether at least one condition refuses the empty value, which the query languages ask of every
   * selector.
   */
  public boolean refusesEmpty() {
    return matchers.stream().anyMatch(matcher -> !matcher.acceptsEmpty());
  }

  /** As the query languages write it. */
  @Override
  public String toString() {
    return matchers.stream()
        .map(LabelMatcher::toString)
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
