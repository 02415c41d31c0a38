package dev.steward.collector.scrape;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.batch.Batcher;
import dev.steward.collector.input.InputCounters;
import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.ship.ServerLink;
import dev.steward.collector.ship.ShipCounters;
import dev.steward.collector.syslog.SyslogCounters;
import dev.steward.collector.tail.TailCounters;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * What the agent tells about itself: metrics {@code steward_agent_*} of job {@code steward-agent}.
 */
public final class AgentSource implements ScrapeSource {
  private static final long PAGE_BYTES = 4096;
  private static final Path STATM = Path.of("/proc/self/statm");

  private final String host;
  private final GapSource gaps;
  private final List<Metric> metrics = new ArrayList<>();
  private double[] values = new double[0];
  private long residentBytes;

  private record Metric(MetricMetadata family, Labels series, DoubleSupplier value) {}

  /** Makes the source from whatever has something to tell. */
  public AgentSource(
      String host,
      DurableQueue queue,
      Batcher batcher,
      TailCounters files,
      Map<String, SyslogCounters> syslog,
      List<InputCounters> inputs,
      List<ServerLink> links) {
    this.host = host;
    this.gaps = new GapSource(host, queue);
    addProcess();
    addQueue(queue, batcher);
    addFiles(files);
    syslog.forEach(this::addSyslog);
    inputs.forEach(this::addInput);
    links.forEach(this::addLink);
  }

  private void addProcess() {
    gauge("resident_bytes", "Memory that the agent holds.", () -> residentBytes);
    counter(
        "cpu_seconds_total",
        "Processor time that the agent used.",
        () ->
            ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(AgentSource::seconds)
                .orElse(0.0));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private void addQueue(DurableQueue queue, Batcher batcher) {
    gauge("queue_bytes", "Size of the queue on disk.", queue::bytes);
    counter("batches_total", "Batches written to the queue.", batcher::batches);
    counter("lines_total", "Log lines written to the queue.", batcher::lines);
    counter(
        "queue_dropped_batches_total",
        "Batches dropped because the queue was full.",
        () -> queue.counters().droppedBatches());
    counter(
        "queue_thinned_samples_total",
        "Samples left out because the queue was full.",
        () -> queue.counters().thinnedSamples());
    counter(
        "queue_quarantined_segments_total",
        "Queue files set aside because they were damaged.",
        () -> queue.counters().quarantinedSegments());
    counter(
        "queue_failed_writes_total",
        "Writes to the queue that failed and were tried again.",
        () -> queue.counters().failedWrites());
  }

  private void addFiles(TailCounters files) {
    gauge("files_open", "Log files that are followed.", files::openFiles);
    counter("file_lines_total", "Lines read from files.", files::lines);
    counter("file_bytes_total", "Bytes read from files.", files::bytes);
    counter("file_cut_lines_total", "Lines too long, which lost their end.", files::cutLines);
    counter("file_rotations_total", "Files whose name another file took.", files::rotations);
    counter("file_truncations_total", "Files that got other content.", files::truncations);
    counter(
        "file_unreadable_total",
        "Attempts to read a file or folder that failed.",
        files::unreadable);
  }

  private void addSyslog(String door, SyslogCounters syslog) {
    String[] labels = {"door", door};
    gauge("syslog_connections", "Syslog connections that are open.", syslog::connections, labels);
    counter("syslog_messages_total", "Syslog messages taken.", syslog::messages, labels);
    counter(
        "syslog_malformed_total", "Syslog messages kept as raw text.", syslog::malformed, labels);
    counter(
        "syslog_truncated_total",
        "Syslog messages that lost their end.",
        syslog::truncated,
        labels);
    counter(
        "syslog_refused_connections_total",
        "Syslog connections beyond the limit, or that could not be secured.",
        syslog::refusedConnections,
        labels);
  }

  private void addInput(InputCounters input) {
    String[] labels = {"input", input.name()};
    counter("input_lines_total", "Entries taken from an input.", input.lines()::sum, labels);
    counter("input_cut_total", "Entries that lost a part.", input.cut()::sum, labels);
    counter(
        "input_malformed_total", "Entries that could not be read.", input.malformed()::sum, labels);
    counter("input_failures_total", "Attempts to read that failed.", input.failures()::sum, labels);
    counter("input_missed_total", "Entries that were gone before.", input.missed()::sum, labels);
  }

  private void addLink(ServerLink link) {
    String server = link.server().toString();
    ShipCounters counters = link.counters();
    String[] labels = {"server", server};
    gauge(
        "server_connected",
        "Whether the server answers.",
        () -> counters.isConnected() ? 1 : 0,
        labels);
    gauge("server_backlog_batches", "Batches that the server lacks.", link::backlog, labels);
    counter("server_sent_batches_total", "Batches sent.", counters::batches, labels);
    counter("server_sent_bytes_total", "Bytes sent, compressed.", counters::payloadBytes, labels);
    counter(
        "server_refused_total",
        "Lines and samples that the server did not keep.",
        counters::refused,
        labels);
    counter(
        "server_reconnects_total",
        "Connections that were lost or could not be made.",
        counters::reconnects,
        labels);
  }

  private void gauge(String name, String help, DoubleSupplier value, String... labels) {
    add(MetricType.GAUGE, name, help, value, labels);
  }

  private void counter(String name, String help, DoubleSupplier value, String... labels) {
    add(MetricType.COUNTER, name, help, value, labels);
  }

  private void add(
      MetricType type, String name, String help, DoubleSupplier value, String... labels) {
    String full = "steward_agent_" + name;
    Labels.Builder series =
        Labels.builder()
            .set(Labels.METRIC_NAME, full)
            .set("host", host)
            .set("instance", host)
            .set("job", job());
    for (int i = 0; i < labels.length; i += 2) {
      series.set(labels[i], labels[i + 1]);
    }
    metrics.add(new Metric(new MetricMetadata(full, type, help, ""), series.build(), value));
  }

  @Override
  public String job() {
    return "steward-agent";
  }

  @Override
  public void read() throws IOException {
    gaps.read();
    String[] pages = Files.readString(STATM).split(" ", 3);
    residentBytes = Long.parseLong(pages[1]) * PAGE_BYTES;
    values = metrics.stream().mapToDouble(metric -> metric.value().getAsDouble()).toArray();
  }

  @Override
  public void write(BatchSink sink, long timestampMillis) {
    gaps.write(sink, timestampMillis);
    for (int i = 0; i < values.length; i++) {
      sink.family(metrics.get(i).family());
      sink.sample(timestampMillis, metrics.get(i).series(), values[i]);
    }
  }
}
