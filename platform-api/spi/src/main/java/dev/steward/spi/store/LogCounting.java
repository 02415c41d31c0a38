package dev.steward.spi.store;

import dev.steward.spi.model.Labels;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A request to count entries in windows of time, answered from block metadata where that is exact.
 *
 * <p>Window {@code i} (from 0) holds the timestamps t with {@code lastEnd(i) - width < t <=
 * lastEnd(i)}, where {@code lastEnd(i) = firstEnd + i * step}: open on the left and closed on the
 * right, as in LogQL.
 *
 * @param firstEnd end of the first window, nanoseconds since the Unix epoch
 * @param step distance between window ends, nanoseconds, positive
 * @param width length of each window, nanoseconds, positive; windows may overlap or leave gaps
 * @param windows how many windows
 * @param byDetectedLevel whether entries are also told apart by their metadata {@code
 *     detected_level}
 * @param withBytes whether bytes are wanted besides entries, which costs a store more to know
 * @param rows under which labels a stream is counted, such as those that a query groups by; asked
 *     at least once for each stream, maybe by several threads
 */
public record LogCounting(
    long firstEnd,
    long step,
    long width,
    int windows,
    boolean byDetectedLevel,
    boolean withBytes,
    UnaryOperator<Labels> rows) {
  /** Checks the bounds. */
  public LogCounting {
    if (step <= 0 || width <= 0 || windows < 1) {
      throw new IllegalArgumentException(
          "step "
              + step
              + ", width "
              + width
              + ", windows "
              + windows
              + " (expected: all positive)");
    }
  }

  /** Counts of each stream by itself. */
  public LogCounting(
      long firstEnd,
      long step,
      long width,
      int windows,
      boolean byDetectedLevel,
      boolean withBytes) {
    this(firstEnd, step, width, windows, byDetectedLevel, withBytes, UnaryOperator.identity());
  }

  /** Entries and bytes. */
  public LogCounting(long firstEnd, long step, long width, int windows, boolean byDetectedLevel) {
    this(firstEnd, step, width, windows, byDetectedLevel, true);
  }

  /** End of a window, itself inside. */
  public long end(int window) {
    return firstEnd + window * step;
  }

  /**
   * Counts of one stream, or of all that are counted under the same labels.
   *
   * @param stream the labels
   * @param detectedLevel the level that the counts are for; null where levels were not asked for,
   *     empty where entries have none
   * @param entries entries in each window
   * @param bytes bytes of their lines in each window; all 0 where they were not asked for
   */
  public record Counts(
      Labels stream, @Nullable String detectedLevel, long[] entries, long[] bytes) {
    /** Checks that nothing is missing. The arrays are not copied. */
    public Counts {
      Objects.requireNonNull(stream, "stream");
      Objects.requireNonNull(entries, "entries");
      Objects.requireNonNull(bytes, "bytes");
    }
  }
}
