package dev.steward.spi.store;

import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import java.util.Objects;

/**
 * Which samples of a metric store are wanted, and what is made of them.
 *
 * <p>A store may answer with rolled samples, each of which stands for all samples of a span of time
 * ({@link SampleColumns#isRolled}), where {@code rollup} says that the reader can use them. Where
 * it still has the samples themselves, it does so only if that changes nothing: if no window of the
 * reader's, each from after its start up to its end, cuts a span. Where it has nothing else, it
 * answers with what is nearest and says so in the context's warnings.
 *
 * @param selector picks the series
 * @param range milliseconds since the Unix epoch, start included, end excluded
 * @param alignmentMillis every window of the reader starts and ends at a multiple of this, counted
 *     from the Unix epoch; 0 where nothing is known
 * @param rollup what the reader makes of the samples of a window
 */
public record MetricQuery(Selector selector, TimeRange range, long alignmentMillis, Rollup rollup) {
  /** What a reader makes of the samples of a window. */
  public enum Rollup {
    /** Every sample matters. What is rolled is answered as {@link #LAST}. */
    NONE,
    /** The newest, staleness markers included; a rolled sample is the newest of its span. */
    LAST,
    /** The smallest; a rolled sample has its span's smallest number. */
    MIN,
    /** The largest; a rolled sample has its span's largest number. */
    MAX,
    /** Their sum, or how many they are; a rolled sample has its span's sum, and its count. */
    SUM,
    /**
     * How they change: first, last, and what a counter lost in resets. A span is two samples, its
     * first and its last with {@link SampleColumns#lost} and {@link SampleColumns#count};
     * histograms around resets between are samples too.
     */
    CHANGE
  }

  /** Checks that nothing is missing. */
  public MetricQuery {
    Objects.requireNonNull(selector, "selector");
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(rollup, "rollup");
    if (alignmentMillis < 0) {
      throw new IllegalArgumentException(
          "alignmentMillis: " + alignmentMillis + " (expected: 0 or more)");
    }
  }

  /** Raw samples. */
  public MetricQuery(Selector selector, TimeRange range) {
    this(selector, range, 0, Rollup.NONE);
  }
}
