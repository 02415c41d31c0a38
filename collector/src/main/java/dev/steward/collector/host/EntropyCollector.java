package dev.steward.collector.host;

import java.io.IOException;

/** The kernel's stock of randomness, from {@code /proc/sys/kernel/random}. */
final class EntropyCollector implements HostCollector {
  private final MetricFamily available =
      MetricFamily.gauge("node_entropy_available_bits", "Bits of randomness in stock.");
  private final MetricFamily poolSize =
      MetricFamily.gauge("node_entropy_pool_size_bits", "Bits of randomness that fit.");

  @Override
  public String name() {
    return "entropy";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    long bits = files.proc("sys/kernel/random/entropy_avail").number();
    sink.sample(available, available.labels(), bits);
    sink.sample(poolSize, poolSize.labels(), files.proc("sys/kernel/random/poolsize").number());
  }
}
