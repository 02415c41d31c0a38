package dev.steward.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.testkit.plugin.CommandResult;
import dev.steward.testkit.plugin.DebianRelease;
import dev.steward.testkit.plugin.RealHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The distribution, installed on a real host with its own units, does its main job. */
@Tag("docker")
final class InstalledOnAHostTest {

  private static final Duration START = Duration.ofSeconds(120);

  /**
   * The folders that the host sees: the distribution, and a Java where the launcher looks for one.
   */
  private static final Map<Path, String> INSTALLED =
      Map.of(
          ProjectFiles.DISTRIBUTION,
          "/opt/steward",
          Path.of(System.getProperty("java.home")),
          "/opt/java/25");

  @ParameterizedTest
  @EnumSource(DebianRelease.class)
  void aLineInAFileALineOverSyslogAndTheLoadAreFoundAndOutliveAKill(DebianRelease release) {
    try (RealHost host = RealHost.start(release, INSTALLED)) {
      install(host);
      host.run("logger", "from-the-journal").orFail();
      host.run("logger", "-n", "127.0.0.1", "-P", "8514", "-d", "over-the-network").orFail();

      awaitLine(host, "from-the-journal");
      awaitLine(host, "over-the-network");
      awaitSample(host, "node_load1{job=\"node\"}");
      awaitSample(
          host,
          "node_systemd_unit_state{name=\"steward-agent.service\",type=\"exec\",state=\"active\"}"
              + " == 1");

      host.run("systemctl", "kill", "--signal=KILL", "steward-server", "steward-agent").orFail();
      host.run("systemctl", "restart", "steward-server", "steward-agent").orFail();
      host.awaitActive("steward-server.service", START);
      awaitReady(host);
      assertEquals(1, countOf(host, "over-the-network"), "lines after the kill");
      awaitCount(host, "from-the-journal", 1);
    }
  }

  private static void install(RealHost host) {
    host.install("curl", "dbus");
    host.run("useradd", "--system", "--home-dir", "/var/lib/steward", "steward").orFail();
    host.shell("cp /opt/steward/systemd/*.service /etc/systemd/system/").orFail();
    host.write(
        "/etc/default/steward-agent",
        "STEWARD_OPTIONS=--server 127.0.0.1:8741 --insecure --file /var/log/syslog\n",
        0644);
    host.run("systemctl", "daemon-reload").orFail();
    host.run("systemctl", "enable", "--now", "steward-server", "steward-agent").orFail();
    host.awaitActive("steward-server.service", START);
    awaitReady(host);
    host.awaitActive("steward-agent.service", START);
  }

  private static void awaitReady(RealHost host) {
    host.await("the server is ready", START, "curl -sf http://127.0.0.1:8740/ready");
  }

  private static void awaitSample(RealHost host, String query) {
    host.await(
        query + " has a value",
        START,
        "curl -sfG http://127.0.0.1:8740/api/v1/query --data-urlencode 'query="
            + query
            + "' | grep -q '\"value\":\\['");
  }

  private static void awaitLine(RealHost host, String text) {
    host.await(text + " is found", START, lines(text) + " | grep -q " + text);
  }

  private static void awaitCount(RealHost host, String text, int count) {
    host.await(
        text + " is there " + count + " time(s)",
        START,
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
