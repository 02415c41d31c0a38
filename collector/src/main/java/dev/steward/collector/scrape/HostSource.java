package dev.steward.collector.scrape;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.host.HostCollectors;
import dev.steward.collector.host.HostRoots;
import dev.steward.collector.host.HostScrape;
import dev.steward.collector.host.HostState;
import dev.steward.collector.host.MetricFamily;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The host's own metrics, as job {@code node}, so that dashboards for node_exporter show them; and
 * once a minute its state, as a log record.
 */
public final class HostSource implements ScrapeSource {
  /** Devices come and go; past this many series their labels are made anew. */
  private static final int MAX_REMEMBERED = 50_000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final String host;
  private final HostScrape scrape;
  private final HostState state;
  private final Labels stateStream;
  private final Map<Labels, Labels> labelled = new IdentityHashMap<>();
  private final Set<MetricMetadata> families = new LinkedHashSet<>();
  private final List<Labels> series = new ArrayList<>();
  private double[] values = new double[1024];
  private Optional<byte[]> stateRecord = Optional.empty();

  /**
   * Makes the source.
   *
   * @param host the labels {@code host} and {@code instance}
   * @param roots where the host's file systems are found
   */
  public HostSource(String host, HostRoots roots) {
    this.host = host;
    this.scrape = new HostScrape(HostCollectors.defaults(), roots, System::nanoTime);
    this.state = new HostState(roots, System::nanoTime);
    this.stateStream =
        Labels.of("host", host, "kind", "state", "level", "info", "service_name", "steward");
  }

  @Override
  public String job() {
    return "node";
  }

  @Override
  public void read() {
    series.clear();
    state.clear();
    if (labelled.size() > MAX_REMEMBERED) {
      labelled.clear();
    }
    scrape.collect(this::take);
    stateRecord = state.record();
  }

  private void take(MetricFamily family, Labels labels, double value) {
    families.add(family.metadata());
    state.take(family, labels, value);
    if (series.size() == values.length) {
      values = Arrays.copyOf(values, values.length * 2);
    }
    values[series.size()] = value;
    series.add(labelled.computeIfAbsent(labels, this::label));
  }

  private Labels label(Labels labels) {
    return labels.edit().set("host", host).set("instance", host).set("job", job()).build();
  }

  @Override
  public void write(BatchSink sink, long timestampMillis) {
    families.forEach(sink::family);
    for (int i = 0; i < series.size(); i++) {
      sink.sample(timestampMillis, series.get(i), values[i]);
    }
    stateRecord.ifPresent(json ->
        sink.line(
            stateStream, timestampMillis * NANOS_PER_MILLI, json, 0, json.length, Labels.EMPTY));
  }
}
