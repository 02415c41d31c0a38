package dev.steward.deploy;

import dev.steward.testkit.plugin.DebianRelease;
import dev.steward.testkit.plugin.RealHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The distribution on a real host, with server and agent as units of its systemd. */
final class InstalledSteward {
  /** How long a start may take, and what is seen only after it. */
  static final Duration START = Duration.ofSeconds(120);

  /**
   * The folders that the host sees: the distribution, and a Java where the launcher looks for one.
   */
  private static final Map<Path, String> FOLDERS =
      Map.of(
          ProjectFiles.DISTRIBUTION,
          "/opt/steward",
          Path.of(System.getProperty("java.home")),
          "/opt/java/25");

  private InstalledSteward() {}

  /** A host that sees the distribution. */
  static RealHost start(DebianRelease release) {
    return RealHost.start(release, FOLDERS);
  }

  /** Starts server and agent as units. */
  static void install(RealHost host, String agentOptions) {
    host.install("curl", "dbus");
    host.run("useradd", "--system", "--home-dir", "/var/lib/steward", "steward").orFail();
    host.shell("cp /opt/steward/systemd/*.service /etc/systemd/system/").orFail();
    host.write(
        "/etc/default/steward-agent",
        "STEWARD_OPTIONS=--server 127.0.0.1:8741 --insecure " + agentOptions + "\n",
        0644);
    host.run("systemctl", "daemon-reload").orFail();
    host.run("systemctl", "enable", "--now", "steward-server", "steward-agent").orFail();
    host.awaitActive("steward-server.service", START);
    awaitReady(host);
    host.awaitActive("steward-agent.service", START);
  }

  /** Waits until the server answers. */
  static void awaitReady(RealHost host) {
    host.await("the server is ready", START, "curl -sf http://127.0.0.1:8740/ready");
  }

  /** Waits until a query in PromQL has an answer. */
  static void awaitSample(RealHost host, String query) {
    host.await(
        query + " has a value",
        START,
        "curl -sfG http://127.0.0.1:8740/api/v1/query --data-urlencode 'query="
            + query
            + "' | grep -q '\"value\":\\['");
  }
}
