package dev.steward.collector.container;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.host.HostFiles;
import dev.steward.collector.host.HostRoots;
import dev.steward.collector.input.ChangeStream;
import dev.steward.collector.input.Complaints;
import dev.steward.collector.queue.InputPosition;
import dev.steward.collector.scrape.ScrapeSource;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What containers use, as job {@code cadvisor}; and what happened to them, as changes.
 *
 * <p>Containers are found by their control groups, so that their metrics need no right but to read
 * these; an engine is only asked for names and for what happened. Events commit with the time up to
 * which the engine was asked: none is told twice, and none of a time when the agent was away is
 * lost, as far as the engine remembers.
 */
public final class ContainerSource implements ScrapeSource {
  private static final String JOB = "cadvisor";
  private static final String KEY = "containers:";
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Engines hand events on with a little delay. */
  private static final long EVENT_DELAY_NANOS = 200 * NANOS_PER_MILLI;

  private final String host;
  private final Clock clock;
  private final CgroupReader groups;
  private final ContainerReading reading;
  private final List<ContainerEngine> engines = new ArrayList<>();
  private final Map<String, Long> askedUntil = new HashMap<>();
  private final Map<String, ContainerSeries> series = new HashMap<>();
  private final ChangeStream changes;
  private final Complaints complaints = new Complaints();
  private final List<Sample> samples = new ArrayList<>();
  private final List<ContainerEngine.Event> events = new ArrayList<>();
  private final Set<ContainerMetric> told = new LinkedHashSet<>();

  private record Sample(Labels labels, double value) {}

  /**
   * Makes the source.
   *
   * @param sockets of Docker and Podman; those that are not there are passed over
   * @param positions how far inputs were read, by key, as the queue knows it
   */
  public ContainerSource(
      String host,
      HostRoots roots,
      List<Path> sockets,
      Map<String, String> positions,
      Clock clock) {
    this.host = host;
    this.clock = clock;
    HostFiles files = new HostFiles(roots);
    Path root = roots.sysfs().resolve("fs/cgroup");
    this.groups =
        Files.exists(root.resolve("cgroup.controllers"))
            ? new CgroupVersion2(files, root.toString())
            : new CgroupVersion1(files, root.toString());
    this.reading = new ContainerReading(files, groups);
    this.changes = new ChangeStream(host);
    for (Path socket : sockets) {
      engines.add(new ContainerEngine(socket));
      String asked = positions.get(KEY + socket);
      askedUntil.put(socket.toString(), asked == null ? nowNanos() : Long.parseLong(asked));
    }
  }

  private long nowNanos() {
    return clock.millis() * NANOS_PER_MILLI;
  }

  @Override
  public String job() {
    return JOB;
  }

  @Override
  public void read() {
    samples.clear();
    events.clear();
    engines.forEach(this::ask);
    List<String> paths = groups.paths();
    series.keySet().retainAll(paths);
    for (String path : paths) {
      try {
        read(path);
      } catch (IOException e) {
        // Stopped since it was found.
        series.remove(path);
      }
    }
  }

  private void ask(ContainerEngine engine) {
    long after = askedUntil.getOrDefault(engine.toString(), 0L);
    long until = nowNanos() - EVENT_DELAY_NANOS;
    if (until <= after) {
      return;
    }
    try {
      List<ContainerEngine.Event> found = engine.events(after, until);
      askedUntil.put(engine.toString(), until);
      found.forEach(event -> engine.forget(event.id()));
      series
          .keySet()
          .removeIf(path ->
              found.stream().anyMatch(event -> event.id().equals(CgroupTree.containerId(path))));
      events.addAll(found);
      complaints.clear("containers of " + engine);
    } catch (IOException e) {
      complaints.add("containers of " + engine, "no names and events (" + e.getMessage() + ")");
    }
  }

  private void read(String path) throws IOException {
    ContainerInfo info = info(String.valueOf(CgroupTree.containerId(path)));
    ContainerSeries labels =
        series.computeIfAbsent(path, _ -> ContainerSeries.of(host, JOB, path, info));
    List<Sample> read = new ArrayList<>();
    ContainerReading.Samples taker =
        (metric, value, values) -> {
          if (!Double.isNaN(value)) {
            told.add(metric);
            read.add(new Sample(labels.labels(metric, values), value));
          }
        };
    reading.read(path, taker);
    taker.take(ContainerMetric.LAST_SEEN, clock.millis() / 1000);
    if (info.startedMillis() > 0) {
      taker.take(ContainerMetric.START_TIME, info.startedMillis() / 1000);
    }
    samples.addAll(read);
  }

  private ContainerInfo info(String id) {
    for (ContainerEngine engine : engines) {
      ContainerInfo info = engine.info(id);
      if (info != null) {
        return info;
      }
    }
    return new ContainerInfo(id, "", "", Map.of(), 0);
  }

  @Override
  public void write(BatchSink sink, long timestampMillis) {
    told.forEach(metric -> sink.family(metric.metadata()));
    for (Sample sample : samples) {
      sink.sample(timestampMillis, sample.labels(), sample.value());
    }
    events.forEach(event -> write(event, sink));
    askedUntil.forEach(
        (socket, until) -> sink.position(new InputPosition(KEY + socket, Long.toString(until))));
  }

  private void write(ContainerEngine.Event event, BatchSink sink) {
    boolean failed = !event.exitCode().isEmpty() && !event.exitCode().equals("0");
    boolean killed = event.action().equals("oom");
    Labels.Builder metadata =
        Labels.builder()
            .set("action", killed ? "oom-kill" : event.action())
            .set("by", "container engine")
            .set("container_id", event.id())
            .set("image", event.image());
    if (!event.exitCode().isEmpty()) {
      metadata.set("exit_code", event.exitCode());
    }
    String text =
        "container "
            + event.name()
            + (killed ? ": out of memory" : ": " + event.action())
            + (failed ? ", exit code " + event.exitCode() : "");
    changes.add(
        sink,
        event.name().isEmpty() ? "container" : event.name(),
        killed ? "error" : failed ? "warn" : "info",
        event.nanos(),
        text,
        metadata.build());
  }
}
