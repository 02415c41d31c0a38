package dev.steward.spi.store;

import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import java.util.Objects;

/**
 * Which samples of a metric store are wanted.
 *
 * @param selector picks the series
 * @param range milliseconds since the Unix epoch, start included, end excluded
 * @param resolutionMillis distance between the moments that the reader will look at; a store may
 *     answer from a rollup whose points are at least that dense. 0 asks for raw samples
 * @param rollup which column of a rollup would serve the reader
 */
public record MetricQuery(
    Selector selector, TimeRange range, long resolutionMillis, Rollup rollup) {
  /** What a reader makes of the samples between two moments. */
  public enum Rollup {
    /** Every raw sample matters. */
    NONE,
    /** The last one. */
    LAST,
    /** The smallest. */
    MIN,
    /** The largest. */
    MAX,
    /** Their sum. */
    SUM,
    /** How many. */
    COUNT
  }

  /** Checks that nothing is missing. */
  public MetricQuery {
    Objects.requireNonNull(selector, "selector");
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(rollup, "rollup");
  }

  /** Raw samples. */
  public MetricQuery(Selector selector, TimeRange range) {
    this(selector, range, 0, Rollup.NONE);
  }
}
