package dev.steward.collector.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.collector.input.RecordingIntake;
import dev.steward.collector.ship.Waiting;
import dev.steward.spi.model.Labels;
import dev.steward.testkit.plugin.DebianRelease;
import dev.steward.testkit.plugin.RealHost;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Debian's monitoring-plugins, on a real host. */
@Tag("docker")
final class RealPluginsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RecordingIntake intake = new RecordingIntake();

  @Test
  void theirStatesAndValuesAreTold() {
    try (RealHost host = RealHost.start(DebianRelease.TRIXIE)) {
      host.install("monitoring-plugins-basic");
      String inside =
          "docker exec "
              + host.run("hostname").orFail().output().strip()
              + " /usr/lib/nagios/plugins/";
      List<Checks.Entry> entries =
          List.of(
              check("load", inside + "check_load -w 900,900,900 -c 990,990,990"),
              check("disk", inside + "check_disk -w 100% -c 0% -p /"),
              check("processes", inside + "check_procs -C no-such-process -c 1:"),
              check("unusable", inside + "check_procs --no-such-option"));
      try (Checks checks = new Checks(entries, "host1", intake, Clock.systemUTC())) {
        checks.start();
        Waiting.until("all were looked at", LIMIT, () -> intake.lines().size() >= 4);
      }
    }
    assertEquals(0, sample("load", "nagios_plugin_status", ""));
    assertTrue(sample("load", "nagios_plugin_perfdata", "load1") >= 0);
    assertEquals(900, sample("load", "nagios_plugin_perfdata_warning", "load1"));
    assertEquals(1, sample("disk", "nagios_plugin_status", ""));
    assertTrue(sample("disk", "nagios_plugin_perfdata", "/") > 0);
    assertEquals(2, sample("processes", "nagios_plugin_status", ""));
    assertEquals(3, sample("unusable", "nagios_plugin_status", ""));
    assertEquals(0, sample("unusable", "probe_success", ""));
  }

  private static Checks.Entry check(String name, String command) {
    return Checks.Entry.parse(
        Map.of("name", name, "command", command, "every", "5m", "timeout", "60s"));
  }

  private double sample(String check, String metric, String label) {
    return intake.samples().entrySet().stream()
        .filter(entry ->
            metric.equals(entry.getKey().value(Labels.METRIC_NAME))
                && check.equals(entry.getKey().value("check"))
                && label.equals(entry.getKey().valueOrEmpty("label")))
        .mapToDouble(Map.Entry::getValue)
        .findFirst()
        .orElse(Double.NaN);
  }
}
