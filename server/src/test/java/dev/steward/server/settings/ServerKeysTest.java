package dev.steward.server.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.configuration.Configuration;
import dev.steward.configuration.ConfigurationException;
import dev.steward.configuration.DefaultFile;
import dev.steward.configuration.FlagValue;
import dev.steward.configuration.HostPort;
import dev.steward.logstore.LogStoreOptions;
import dev.steward.query.logql.syntax.LogqlParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerKeysTest {
  @TempDir private Path folder;

  private ServerSettings settings(String yaml, FlagValue... flags) throws IOException {
    Path file = Files.writeString(folder.resolve("steward.yaml"), yaml);
    return ServerKeys.settings(
        Configuration.load(ServerKeys.SPEC, file, Map.of(), List.of(flags)), Optional.empty());
  }

  private String problem(String yaml) {
    return String.valueOf(
        assertThrows(ConfigurationException.class, () -> settings(yaml)).getMessage());
  }

  @Test
  void withoutAnythingSetTheDoorsAreOnLoopback() throws IOException {
    ServerSettings settings = settings("");
    assertEquals(Path.of("/var/lib/steward/server"), settings.data());
    assertEquals(new HostPort("127.0.0.1", 8740), settings.http().listen());
    assertEquals(new HostPort("127.0.0.1", 8741), settings.grpc().listen());
    assertEquals(Optional.of(new HostPort("127.0.0.1", 8514)), settings.syslog());
    assertEquals(Path.of("/var/lib/steward/server/plugins"), settings.plugins());
    assertTrue(settings.grpc().plaintext());
    assertEquals(Optional.empty(), settings.tracingEndpoint());
  }

  @Test
  void everyKeyIsTakenFromTheFile() throws IOException {
    ServerSettings settings =
        settings(
            """
            server:
              data: /srv/steward
              http:
                listen: 0.0.0.0:80
                hosts: [steward.example.org]
                origins: [https://grafana.example.org]
              grpc:
                listen: 0.0.0.0:8741
                certificate: /tls/cert.pem
                key: /tls/key.pem
                authorities: /tls/ca.pem
              syslog: {listen: off}
              retention:
                log-bytes: 50GB
                log-age: 90d
                log-overrides: ['{kind="change"} 400d', '{host=~"web.+", level="debug"} 12h']
                metric-bytes: 20GiB
                metric-age: 60d
                metric-5m-age: 200d
                metric-1h-age: 1000d
              plugins: /srv/plugins
              tracing: {otlp-endpoint: "http://127.0.0.1:4317"}
              alerting:
                rules: [/etc/steward/rules/*.yaml]
                interval: 30s
                external-labels: {site: attic}
                external-url: https://steward.example.org
                own-metrics: false
            agent: {data: /srv/agent}
            """);
    assertEquals(
        new ServerSettingsBuilder(Path.of("/srv/steward"))
            .http(
                new ServerSettings.Http(
                    new HostPort("0.0.0.0", 80),
                    Set.of("steward.example.org"),
                    Set.of("https://grafana.example.org")))
            .grpc(
                new ServerSettings.Grpc(
                    new HostPort("0.0.0.0", 8741),
                    false,
                    Optional.of(
                        new ServerSettings.Tls(
                            Path.of("/tls/cert.pem"),
                            Path.of("/tls/key.pem"),
                            Path.of("/tls/ca.pem")))))
            .retention(
                new ServerSettings.Retention(
                    new ServerSettings.LogRetention(
                        50_000_000_000L,
                        Optional.of(Duration.ofDays(90)),
                        List.of(
                            new LogStoreOptions.RetentionOverride(
                                LogqlParser.parseSelector("{kind=\"change\"}"),
                                Duration.ofDays(400)),
                            new LogStoreOptions.RetentionOverride(
                                LogqlParser.parseSelector("{host=~\"web.+\", level=\"debug\"}"),
                                Duration.ofHours(12)))),
                    new ServerSettings.MetricRetention(
                        20L << 30,
                        Optional.of(Duration.ofDays(60)),
                        Optional.of(Duration.ofDays(200)),
                        Optional.of(Duration.ofDays(1000)))))
            .plugins(Path.of("/srv/plugins"))
            .tracingEndpoint(Optional.of(URI.create("http://127.0.0.1:4317")))
            .alerting(
                new ServerSettings.Alerting(
                    List.of("/etc/steward/rules/*.yaml"),
                    Optional.empty(),
                    Duration.ofSeconds(30),
                    Map.of("site", "attic"),
                    Optional.of(URI.create("https://steward.example.org")),
                    false))
            .build(),
        settings);
  }

  @Test
  void theRulesThatCameWithTheProgramAreEvaluatedUnlessTheyAreOff() throws IOException {
    Path none = Files.writeString(folder.resolve("none.yaml"), "");
    Path off =
        Files.writeString(folder.resolve("off.yaml"), "server: {alerting: {default-rules: false}}");
    Optional<Path> home = Optional.of(Path.of("/opt/steward"));
    Configuration on = Configuration.load(ServerKeys.SPEC, none, Map.of(), List.of());
    assertEquals(
        Optional.of(Path.of("/opt/steward/rules")),
        ServerKeys.settings(on, home).alerting().defaultRules());
    Configuration without = Configuration.load(ServerKeys.SPEC, off, Map.of(), List.of());
    assertEquals(Optional.empty(), ServerKeys.settings(without, home).alerting().defaultRules());
  }

  @Test
  void aFlagWinsOverTheFile() throws IOException {
    ServerSettings settings =
        settings(
            "server: {http: {listen: 127.0.0.1:1}}",
            new FlagValue("--http", ServerKeys.HTTP, "127.0.0.1:2"));
    assertEquals(2, settings.http().listen().port());
  }

  @Test
  void anOverrideOfTheRetentionIsASelectorAndAnAge() {
    for (String wrong : List.of("{kind=\"change\"}", "400d", "{kind=} 400d", "{a=\"b\"} 0s")) {
      String problem = problem("server: {retention: {log-overrides: ['" + wrong + "']}}");
      assertTrue(problem.contains("server.retention.log-overrides: " + wrong), problem);
      assertTrue(problem.contains("expected: a selector and an age"), problem);
    }
  }

  @Test
  void pointsAreKeptNoShorterThanWhatTheyStandFor() {
    String problem = problem("server: {retention: {metric-age: 60d, metric-5m-age: 30d}}");
    assertTrue(problem.contains("server.retention.metric-5m-age: PT720H"), problem);
    problem = problem("server: {retention: {metric-age: 60d, metric-1h-age: 30d}}");
    assertTrue(problem.contains("server.retention.metric-1h-age: PT720H"), problem);
  }

  @Test
  void plaintextIsRefusedWhereOthersCouldListen() {
    String problem = problem("server: {grpc: {listen: 0.0.0.0:8741, plaintext: true}}");
    assertTrue(problem.contains("server.grpc.plaintext: true"), problem);
  }

  @Test
  void aDoorForOtherMachinesNeedsCertificates() {
    String problem = problem("server: {grpc: {listen: 192.0.2.1:8741}}");
    assertTrue(problem.contains("server.grpc.certificate"), problem);
  }

  @Test
  void mutualTlsNeedsAllThreeFiles() {
    String problem = problem("server: {grpc: {certificate: /tls/cert.pem}}");
    assertTrue(problem.contains("server.grpc.key"), problem);
  }

  @Test
  void plaintextCanBeTurnedOffOnLoopbackToo() throws IOException {
    ServerSettings settings =
        settings(
            """
            server:
              grpc: {plaintext: false, certificate: /c.pem, key: /k.pem, authorities: /a.pem}
            """);
    assertFalse(settings.grpc().plaintext());
  }

  @Test
  void anUnknownKeyStopsTheStartWithFileLineAndTheAcceptedKeys() {
    String problem = problem("server:\n  htttp:\n    listen: 127.0.0.1:1\n");
    assertTrue(problem.contains("steward.yaml:2"), problem);
    assertTrue(problem.contains("http") && problem.contains("syslog"), problem);
  }

  @Test
  void theDefaultFileChangesNothing() throws IOException {
    assertEquals(settings(""), settings(DefaultFile.print(ServerKeys.SPEC)));
  }
}
