package dev.steward.metricstore;

/** The same with everything merged whenever it may be. */
final class CompactedContractTest extends MetricStoreEngineContractTest {
  @Override
  public void settle() {
    ((MetricStoreEngine) store()).compact();
  }
}
