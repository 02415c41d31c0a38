package dev.steward.server.console;

import dev.steward.query.promql.PromqlEngine;
import dev.steward.query.value.Points;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Sample;
import dev.steward.query.value.Series;
import dev.steward.server.http.QueryLimits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the page shows of each host: one query a curve for all hosts together. */
@Component
final class HostPanels {
  private static final long SPAN_MILLIS = 30 * 60_000L;

  /** A server that just started shows this much, so that its first points are seen at all. */
  private static final long SHORTEST_SPAN_MILLIS = 5 * 60_000L;

  private static final long STEP_MILLIS = 15_000L;
  private static final String IDLE =
      "100 * (1 - avg by (host) (rate(node_cpu_seconds_total{mode=\"idle\"}[1m])))";
  private static final String MEMORY =
      "100 * (1 - sum by (host) (node_memory_MemAvailable_bytes) / sum by (host) (node_memory_MemTotal_bytes))";
  private static final String READ = "sum by (host) (rate(node_disk_read_bytes_total[1m]))";
  private static final String WRITTEN = "sum by (host) (rate(node_disk_written_bytes_total[1m]))";
  private static final String RECEIVED =
      "sum by (host) (rate(node_network_receive_bytes_total{device!=\"lo\"}[1m]))";
  private static final String SENT =
      "sum by (host) (rate(node_network_transmit_bytes_total{device!=\"lo\"}[1m]))";
  private static final String FULLEST =
      "100 * max by (host) (1 - node_filesystem_avail_bytes / node_filesystem_size_bytes)";
  private static final String UPTIME = "time() - max by (host) (node_boot_time_seconds)";
  private static final String LOAD = "max by (host) (node_load1)";

  private final PromqlEngine engine;
  private final QueryLimits limits;
  private final Clock clock;

  HostPanels(PromqlEngine engine, QueryLimits limits, Clock clock) {
    this.engine = engine;
    this.limits = limits;
    this.clock = clock;
  }

  /** Every host that sent host metrics within the graphs' span, by name. */
  List<HostPanel> read() {
    long end = Math.floorDiv(clock.millis(), STEP_MILLIS) * STEP_MILLIS;
    long asked = end - SPAN_MILLIS;
    Map<String, Points> processor = range(IDLE, asked, end);
    Map<String, Points> memory = range(MEMORY, asked, end);
    Map<String, Points> read = range(READ, asked, end);
    Map<String, Points> written = range(WRITTEN, asked, end);
    Map<String, Points> received = range(RECEIVED, asked, end);
    Map<String, Points> sent = range(SENT, asked, end);
    long start = Math.clamp(earliest(memory, end), asked, end - SHORTEST_SPAN_MILLIS);
    Map<String, Double> uptime = instant(UPTIME, end);
    Map<String, Double> load = instant(LOAD, end);
    Map<String, Double> fullest = instant(FULLEST, end);

    List<HostPanel> panels = new ArrayList<>();
    for (String host : union(List.of(processor.keySet(), memory.keySet(), uptime.keySet()))) {
      panels.add(
          new HostPanel(
              host,
              facts(uptime.get(host), load.get(host), fullest.get(host)),
              List.of(
                  graph("CPU", Unit.PERCENT, start, end, host, Map.of("busy", processor)),
                  graph("Memory", Unit.PERCENT, start, end, host, Map.of("used", memory)),
                  graph(
                      "Disk",
                      Unit.BYTES_PER_SECOND,
                      start,
                      end,
                      host,
                      new TreeMap<>(Map.of("read", read, "written", written))),
                  graph(
                      "Network",
                      Unit.BYTES_PER_SECOND,
                      start,
                      end,
                      host,
                      new TreeMap<>(Map.of("received", received, "sent", sent))))));
    }
    return panels;
  }

  private static Graph graph(
      String title,
      Unit unit,
      long start,
      long end,
      String host,
      Map<String, Map<String, Points>> curvesByName) {
    List<Graph.Curve> curves = new ArrayList<>();
    curvesByName.forEach((name, byHost) -> {
      Points points = byHost.get(host);
      if (points != null) {
        curves.add(new Graph.Curve(name, points));
      }
    });
    return new Graph(title, unit, start, end, curves);
  }

  private static List<String> facts(
      @Nullable Double uptime, @Nullable Double load, @Nullable Double fullest) {
    List<String> facts = new ArrayList<>();
    if (uptime != null) {
      facts.add("up " + duration(uptime.longValue()));
    }
    if (load != null) {
      facts.add(String.format(Locale.ROOT, "load %.2f", load));
    }
    if (fullest != null) {
      facts.add(String.format(Locale.ROOT, "fullest disk %.0f %%", fullest));
    }
    return facts;
  }

  private static String duration(long seconds) {
    if (seconds >= 86_400) {
      return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
    }
    return seconds >= 3_600
        ? seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min"
        : seconds / 60 + " min";
  }

  private static long earliest(Map<String, Points> byHost, long otherwise) {
    return byHost.values().stream()
        .filter(points -> points.size() > 0)
        .mapToLong(points -> points.timestampMillis(0))
        .min()
        .orElse(otherwise);
  }

  private static Collection<String> union(List<Collection<String>> names) {
    TreeSet<String> all = new TreeSet<>();
    names.forEach(all::addAll);
    return all;
  }

  private Map<String, Points> range(String query, long start, long end) {
    Map<String, Points> byHost = new HashMap<>();
    if (engine.range(query, start, end, STEP_MILLIS, limits.newContext()).value()
        instanceof QueryValue.Matrix matrix) {
      for (Series series : matrix.series()) {
        byHost.put(series.labels().valueOrEmpty("host"), series.points());
      }
    }
    return byHost;
  }

  private Map<String, Double> instant(String query, long time) {
    Map<String, Double> byHost = new HashMap<>();
    if (engine.instant(query, time, limits.newContext()).value()
        instanceof QueryValue.InstantVector vector) {
      for (Sample sample : vector.samples()) {
        byHost.put(sample.labels().valueOrEmpty("host"), sample.value());
      }
    }
    return byHost;
  }
}
