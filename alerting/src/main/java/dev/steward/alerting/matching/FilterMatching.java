package dev.steward.alerting.matching;

import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;

/** How filters of Alertmanager's interface choose labels. */
public final class FilterMatching {
  private FilterMatching() {}

  /**
   * Whether a filter accepts labels. Other than where alerts are routed, {@code a=""} here means
   * that there is no label {@code a}, and {@code a!=""} that there is one.
   */
  public static boolean accepts(Matchers filter, Labels labels) {
    for (LabelMatcher matcher : filter.all()) {
      boolean present = labels.has(matcher.name());
      boolean empty = Matchers.value(matcher).isEmpty();
      boolean decided = empty && (Matchers.isEqual(matcher) ? !present : present);
      if (!decided && !matcher.accepts(labels)) {
        return false;
      }
    }
    return true;
  }
}
