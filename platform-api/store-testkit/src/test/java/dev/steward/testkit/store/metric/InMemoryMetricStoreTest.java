package dev.steward.testkit.store.metric;

import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.MetricWindows;

/** The store in memory fulfils the contract. */
final class InMemoryMetricStoreTest extends MetricStoreContract {
  @Override
  protected MetricStore open(MetricWindows windows) {
    return new InMemoryMetricStore(CLOCK, windows);
  }
}
