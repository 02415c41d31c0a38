package dev.steward.query.value;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A number or a histogram of one series at one moment.
 *
 * @param labels the series
 * @param timestampMillis milliseconds since the Unix epoch
 * @param value the number; without meaning where there is a histogram
 * @param histogram the histogram, or null for a number
 */
public record Sample(
    Labels labels, long timestampMillis, double value, @Nullable NativeHistogram histogram) {
  /** Checks that nothing is missing. */
  public Sample {
    Objects.requireNonNull(labels, "labels");
  }

  /** A number. */
  public Sample(Labels labels, long timestampMillis, double value) {
    this(labels, timestampMillis, value, null);
  }
}
