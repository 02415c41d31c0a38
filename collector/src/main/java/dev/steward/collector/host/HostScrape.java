package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects all metrics of a host. What fails is said once for each message and counted as
 * unsuccessful; everything else goes on. For one thread.
 */
public final class HostScrape {
  private static final Logger LOG = LoggerFactory.getLogger(HostScrape.class);
  private static final double NANOS_PER_SECOND = 1e9;

  private final List<HostCollector> collectors;
  private final HostFiles files;
  private final LongSupplier nanoClock;
  private final Map<String, String> lastProblems = new HashMap<>();

  private final MetricFamily duration =
      MetricFamily.gauge(
          "node_scrape_collector_duration_seconds",
          "How long a group of metrics took to collect.",
          "collector");
  private final MetricFamily success =
      MetricFamily.gauge(
          "node_scrape_collector_success",
          "Whether a group of metrics could be collected.",
          "collector");

  /**
   * Makes a scrape.
   *
   * @param collectors what to collect, in this order
   * @param roots where to read it
   * @param nanoClock monotonic clock, nanoseconds, as {@link System#nanoTime()}
   */
  public HostScrape(List<HostCollector> collectors, HostRoots roots, LongSupplier nanoClock) {
    this.collectors = List.copyOf(collectors);
    this.files = new HostFiles(roots);
    this.nanoClock = nanoClock;
  }

  /** Gives the samples of now. */
  public void collect(MetricSink sink) {
    long[] tookNanos = new long[collectors.size()];
    boolean[] succeeded = new boolean[collectors.size()];
    for (int i = 0; i < tookNanos.length; i++) {
      long start = nanoClock.getAsLong();
      succeeded[i] = collect(collectors.get(i), sink);
      tookNanos[i] = nanoClock.getAsLong() - start;
    }
    for (int i = 0; i < tookNanos.length; i++) {
      String name = collectors.get(i).name();
      sink.sample(duration, duration.labels(name), tookNanos[i] / NANOS_PER_SECOND);
    }
    for (int i = 0; i < tookNanos.length; i++) {
      String name = collectors.get(i).name();
      sink.sample(success, success.labels(name), succeeded[i] ? 1 : 0);
    }
  }

  private boolean collect(HostCollector collector, MetricSink sink) {
    try {
      collector.collect(files, sink);
      lastProblems.remove(collector.name());
      return true;
    } catch (NoSuchFileException e) {
      LOG.debug("host metrics {}: not on this host: {}", collector.name(), e.getMessage());
    } catch (IOException | RuntimeException e) {
      String problem = String.valueOf(e.getMessage());
      if (!problem.equals(lastProblems.put(collector.name(), problem))) {
        LOG.warn("host metrics {}: {}", collector.name(), problem, e);
      }
    }
    return false;
  }
}
