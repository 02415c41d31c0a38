package dev.steward.spi.store;

import dev.steward.spi.model.Labels;
import java.util.Objects;

/**
 * How often lines of one shape occurred.
 *
 * @param stream labels of the stream
 * @param pattern the shape, with {@code <_>} for what varies
 * @param level the level of such lines; empty where none is known
 * @param firstSeenNanos when the store first saw the shape in this stream's service, nanoseconds
 *     since the Unix epoch
 * @param counts lines in each step of the asked range, oldest first
 */
public record PatternCounts(
    Labels stream, String pattern, String level, long firstSeenNanos, long[] counts) {
  /** Checks that nothing is missing. The array is not copied. */
  public PatternCounts {
    Objects.requireNonNull(stream, "stream");
    Objects.requireNonNull(pattern, "pattern");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(counts, "counts");
  }
}
