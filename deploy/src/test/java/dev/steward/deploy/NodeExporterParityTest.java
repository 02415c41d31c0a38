package dev.steward.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.formats.exposition.ExpositionFormat;
import dev.steward.formats.exposition.ExpositionParser;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricType;
import dev.steward.testkit.plugin.DebianRelease;
import dev.steward.testkit.plugin.RealHost;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The agent's host metrics are those of Debian's prometheus-node-exporter on the same machine:
 * names, labels, types, and values within one scrape.
 */
@Tag("docker")
final class NodeExporterParityTest {
  private static final double ROUNDING = 1e-9;

  /** Metrics that differ, and why. */
  private static final Map<String, String> DIFFERENCES =
      Map.of(
          "node_scrape_collector_duration_seconds|node_scrape_collector_success",
          "tell of each program's own parts; the other has some for rare hardware more",
          "node_exporter_build_info",
          "tells of the other program",
          "node_disk_info",
          "rotational is what the kernel says; the other says 0 for a disk of a virtual machine");

  /** Metrics that are another number at every look: only that they are there is compared. */
  private static final Pattern RESTLESS =
      Pattern.compile(
          "node_(load|memory_|processes_|procs_|filesystem_(avail|free|files)|netstat_Tcp_CurrEstab"
              + "|sockstat_|entropy|timex_|filefd|nf_conntrack|arp|cpu_scaling|udp_queues"
              + "|systemd_(socket_current|units|unit_state)).*");

  @Test
  void theAgentTellsWhatNodeExporterTells() {
    try (RealHost host = InstalledSteward.start(DebianRelease.TRIXIE)) {
      host.install("prometheus-node-exporter");
      host.write(
          "/etc/default/prometheus-node-exporter",
          "ARGS=--collector.systemd --collector.processes\n",
          0644);
      host.run("systemctl", "restart", "prometheus-node-exporter").orFail();
      InstalledSteward.install(host, "--interval 1s");
      InstalledSteward.awaitSample(host, "node_time_seconds{job=\"node\"}");
      host.await(
          "node_exporter answers",
          InstalledSteward.START,
          "curl -sf http://127.0.0.1:9100/metrics");

      Exposition before = theirs(host);
      double then = before.samples.getOrDefault(Labels.of("__name__", "node_time_seconds"), 0.0);
      InstalledSteward.awaitSample(
          host, "timestamp(node_time_seconds{job=\"node\"}) > " + (long) Math.ceil(then));
      Exposition ours =
          Exposition.read(
              host.shell(
                      "curl -sfG http://127.0.0.1:8740/federate --data-urlencode"
                          + " 'match[]={job=\"node\"}'")
                  .orFail()
                  .output());
      Exposition after = theirs(host);

      Set<String> wrong = new TreeSet<>();
      compareTypes(before, host, wrong);
      before.samples.forEach((labels, value) -> {
        Double later = after.samples.get(labels);
        if (later != null && isCompared(labels)) {
          compare(labels, value, ours.samples.get(labels), later, wrong);
        }
      });
      assertEquals("", String.join("\n", wrong), "what differs");
    }
  }

  private static Exposition theirs(RealHost host) {
    return Exposition.read(host.shell("curl -sf http://127.0.0.1:9100/metrics").orFail().output());
  }

  private static boolean isCompared(Labels labels) {
    return isCompared(labels.valueOrEmpty(Labels.METRIC_NAME));
  }

  private static boolean isCompared(String name) {
    return name.startsWith("node_") && DIFFERENCES.keySet().stream().noneMatch(name::matches);
  }

  private static void compare(
      Labels labels, double before, @Nullable Double ours, double after, Set<String> wrong) {
    double tolerance = ROUNDING * Math.max(Math.abs(before), Math.abs(after));
    if (ours == null) {
      wrong.add("missing: " + labels + " " + before);
    } else if (!RESTLESS.matcher(labels.valueOrEmpty(Labels.METRIC_NAME)).matches()
        && (ours < Math.min(before, after) - tolerance
            || ours > Math.max(before, after) + tolerance)) {
      wrong.add(
          "other value: " + labels + " " + ours + " (theirs: " + before + ", then " + after + ")");
    }
  }

  private static void compareTypes(Exposition theirs, RealHost host, Set<String> wrong) {
    JsonNode ours =
        JsonMapper.shared()
            .readTree(
                host.shell("curl -sf http://127.0.0.1:8740/api/v1/metadata").orFail().output())
            .get("data");
    theirs.types.forEach((family, type) -> {
      if (isCompared(family)) {
        String known = ours.path(family).path(0).path("type").asString("missing");
        String expected = type == MetricType.UNKNOWN ? "unknown" : type.name();
        if (!known.equalsIgnoreCase(expected)) {
          wrong.add("other type: " + family + " " + known + " (theirs: " + expected + ")");
        }
      }
    });
  }

  /** Samples by labels, and types by family. */
  private record Exposition(Map<Labels, Double> samples, Map<String, MetricType> types) {
    static Exposition read(String text) {
      Map<Labels, Double> samples = new HashMap<>();
      Map<String, MetricType> types = new TreeMap<>();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ExpositionParser parser =
          new ExpositionParser(ExpositionFormat.PROMETHEUS_TEXT, bytes, 0, bytes.length);
      while (true) {
        switch (parser.next()) {
          case TYPE -> types.put(parser.family(), parser.type());
          case SAMPLE -> samples.put(plain(parser.labels()), parser.value());
          case HELP, UNIT -> {}
          case END -> {
            return new Exposition(samples, types);
          }
        }
      }
    }

    /** Without what the agent adds; an empty label is none. */
    private static Labels plain(Labels labels) {
      Labels.Builder plain = labels.edit().remove("host").remove("job").remove("instance");
      labels.forEach((name, value) -> {
        if (value.isEmpty()) {
          plain.remove(name);
        }
      });
      return plain.build();
    }
  }
}
