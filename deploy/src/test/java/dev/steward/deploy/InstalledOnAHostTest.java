package dev.steward.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.testkit.plugin.CommandResult;
import dev.steward.testkit.plugin.DebianRelease;
import dev.steward.testkit.plugin.RealHost;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The distribution, installed on a real host with its own units, does its main job. */
@Tag("docker")
final class InstalledOnAHostTest {

  @ParameterizedTest
  @EnumSource(DebianRelease.class)
  void aLineInAFileALineOverSyslogAndTheLoadAreFoundAndOutliveAKill(DebianRelease release) {
    try (RealHost host = InstalledSteward.start(release)) {
      InstalledSteward.install(host, "--file /var/log/syslog");
      host.run("logger", "from-the-journal").orFail();
      host.run("logger", "-n", "127.0.0.1", "-P", "8514", "-d", "over-the-network").orFail();

      awaitLine(host, "from-the-journal");
      awaitLine(host, "over-the-network");
      InstalledSteward.awaitSample(host, "node_load1{job=\"node\"}");
      InstalledSteward.awaitSample(
          host,
          "node_systemd_unit_state{name=\"steward-agent.service\",type=\"exec\",state=\"active\"}"
              + " == 1");

      host.run("systemctl", "kill", "--signal=KILL", "steward-server", "steward-agent").orFail();
      host.run("systemctl", "restart", "steward-server", "steward-agent").orFail();
      host.awaitActive("steward-server.service", InstalledSteward.START);
      InstalledSteward.awaitReady(host);
      assertEquals(1, countOf(host, "over-the-network"), "lines after the kill");
      awaitCount(host, "from-the-journal", 1);
    }
  }

  private static void awaitLine(RealHost host, String text) {
    host.await(text + " is found", InstalledSteward.START, lines(text) + " | grep -q " + text);
  }

  private static void awaitCount(RealHost host, String text, int count) {
    host.await(
        text + " is there " + count + " time(s)",
        InstalledSteward.START,
        "test $(" + lines(text) + " | grep -o " + text + " | wc -l) -eq " + count);
  }

  private static long countOf(RealHost host, String text) {
    CommandResult found = host.shell(lines(text)).orFail();
    return found.output().split(text, -1).length - 1;
  }

  private static String lines(String text) {
    return "curl -sfG http://127.0.0.1:8740/loki/api/v1/query_range --data-urlencode"
        + " 'query={host=~\".+\"} |= \""
        + text
        + "\"'";
  }
}
