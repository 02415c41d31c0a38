package dev.steward.collector.input;

import java.util.concurrent.atomic.LongAdder;

/**
 * What has happened at one input. Safe for any thread.
 *
 * @param name of the input, as the label {@code input}
 * @param lines entries taken
 * @param cut entries that lost a part because they were too long
 * @param malformed entries that are kept as raw text, or pieces that were skipped
 * @param failures attempts to read that failed
 * @param missed entries that were gone before they could be read
 */
public record InputCounters(
    String name,
    LongAdder lines,
    LongAdder cut,
    LongAdder malformed,
    LongAdder failures,
    LongAdder missed) {
  /** Counters at zero. */
  public static InputCounters of(String name) {
    return new InputCounters(
        name, new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
  }
}
