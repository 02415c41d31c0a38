package dev.steward.logstore.store;

import dev.steward.spi.model.Labels;
import dev.steward.spi.select.Selector;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long and how much is kept.
 *
 * @param maxAge the age at which entries are removed; null for none
 * @param maxBytes bytes of files at which the oldest entries are removed
 * @param minFreeShare free share of the disk below which the oldest entries are removed
 * @param overrides other ages for some streams; the first that fits counts
 */
public record RetentionRules(
    @Nullable Duration maxAge, long maxBytes, double minFreeShare, List<Override> overrides) {
  /**
   * Another age for some streams.
   *
   * @param selector picks the streams
   * @param maxAge their age
   */
  public record Override(Selector selector, Duration maxAge) {}

  /** Copies the list. */
  public RetentionRules {
    overrides = List.copyOf(overrides);
  }

  boolean anyAge() {
    return maxAge != null || !overrides.isEmpty();
  }

  @Nullable Duration age(Labels stream) {
    for (Override other : overrides) {
      if (other.selector().accepts(stream)) {
        return other.maxAge();
      }
    }
    return maxAge;
  }
}
