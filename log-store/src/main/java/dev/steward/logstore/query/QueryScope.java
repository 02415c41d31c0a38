package dev.steward.logstore.query;

import dev.steward.logstore.filter.FilterPlan;
import dev.steward.logstore.store.Quarantine;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.QueryContext;

/**
 * What a query asks, as its parts need it. For one thread.
 *
 * @param selector picks the streams
 * @param registry numbers of the streams
 * @param range start included, end excluded
 * @param filters conditions on lines
 * @param context budget, deadline and warnings
 * @param quarantine where damage is reported
 */
record QueryScope(
    Selector selector,
    StreamRegistry registry,
    TimeRange range,
    FilterPlan filters,
    QueryContext context,
    Quarantine quarantine) {
  /** Reports damage that was met, and goes on without what is damaged. */
  void damaged(String what, Exception cause) {
    String problem = what + ": damaged, left out";
    quarantine.report(problem, cause);
    context.warn(problem);
  }
}
