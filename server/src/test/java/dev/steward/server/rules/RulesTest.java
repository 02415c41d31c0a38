package dev.steward.server.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.evaluation.RuleEngine;
import dev.steward.server.http.RunningServer;
import dev.steward.server.reload.ConfigurationSource;
import dev.steward.server.security.AdminToken;
import dev.steward.server.settings.ServerSettings;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rules of files, evaluated by a whole server and asked for as clients do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RulesTest {
  private static final String RULES =
      """
      groups:
        - name: hosts
          interval: 1s
          limit: 100
          labels: {team: ops}
          rules:
            - alert: Down
              expr: vector(3) > 2
              keep_firing_for: 1m30s
              labels: {severity: page}
              annotations: {summary: 'at {{ $value }}'}
            - record: job:answer:sum
              expr: sum by (job) (vector(42))
            - alert: Soon
              expr: vector(1)
              for: 1h
        - name: logs
          interval: 1s
          rules:
            - alert: Errors
              expr: 'sum by (app) (count_over_time({app="shop"} |= "error" [1h])) > 0'
              for: 0s
              labels: {severity: page}
        - name: unwell
          rules:
            - record: fails
              expr: vector(1) * on() group_left() label_replace(vector(1), "a", "b", "", "")
      """;

  private Path folder;
  private RunningServer server;
  private Path file;

  @BeforeAll
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary;
    file = Files.writeString(folder.resolve("rules.yaml"), RULES);
    server = start("data");
    server.send(
        HttpRequest.newBuilder(server.address("/loki/api/v1/push"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"streams\":[{\"stream\":{\"app\":\"shop\"},\"values\":[[\"%d\",\"an error\"]]}]}"
                        .formatted(Instant.now().toEpochMilli() * 1_000_000))));
    await(
        "evaluations",
        () ->
            state("hosts", 0).equals("firing")
                && state("hosts", 2).equals("pending")
                && state("logs", 0).equals("firing"));
  }

  private RunningServer start(String data) {
    ServerSettings settings =
        ServerSettings.onFreePorts(folder.resolve(data)).toBuilder()
            .alerting(
                new ServerSettings.Alerting(
                    List.of(folder + "/*.yaml"),
                    Optional.empty(),
                    Duration.ofMinutes(1),
                    Map.of("site", "attic"),
                    Optional.empty(),
                    true))
            .build();
    return new RunningServer(settings, ConfigurationSource.NONE);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.call()) {
      assertTrue(System.nanoTime() < deadline, what);
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  private String state(String group, int rule) throws IOException, InterruptedException {
    return rules("rule_group[]", group).at("/groups/0/rules/" + rule + "/state").asString();
  }

  private JsonNode rules(String... parameters) throws IOException, InterruptedException {
    return server.get("/api/v1/rules", parameters).json().at("/data");
  }

  private static List<String> names(JsonNode data) {
    return data.at("/groups")
        .valueStream()
        .flatMap(group ->
            group
                .at("/rules")
                .valueStream()
                .map(rule -> group.at("/name").asString() + "/" + rule.at("/name").asString()))
        .toList();
  }

  @Test
  void aGroupIsShownWithItsRulesAndTheirAlerts() throws Exception {
    JsonNode group = rules("rule_group[]", "hosts").at("/groups/0");
    assertEquals(
        List.of("name", "file", "rules", "interval", "limit", "evaluationTime", "lastEvaluation"),
        List.copyOf(group.propertyNames()));
    assertEquals(file.toString(), group.at("/file").asString());
    assertEquals(100, group.at("/limit").asInt());
    JsonNode alerting = group.at("/rules/0");
    assertEquals(
        List.of(
            "state",
            "name",
            "query",
            "duration",
            "keepFiringFor",
            "labels",
            "annotations",
            "alerts",
            "health",
            "evaluationTime",
            "lastEvaluation",
            "type"),
        List.copyOf(alerting.propertyNames()));
    assertEquals("alerting", alerting.at("/type").asString());
    assertEquals("vector(3) > 2", alerting.at("/query").asString());
    assertEquals(90, alerting.at("/keepFiringFor").asInt());
    assertEquals("{\"severity\":\"page\",\"team\":\"ops\"}", alerting.at("/labels").toString());
    assertEquals("{\"summary\":\"at {{ $value }}\"}", alerting.at("/annotations").toString());
    JsonNode alert = alerting.at("/alerts/0");
    assertEquals(
        "{\"alertname\":\"Down\",\"severity\":\"page\",\"team\":\"ops\"}",
        alert.at("/labels").toString());
    assertEquals("{\"summary\":\"at 3\"}", alert.at("/annotations").toString());
    assertEquals("3e+00", alert.at("/value").asString());
    assertTrue(Instant.parse(alert.at("/activeAt").asString()).isBefore(Instant.now()));
    JsonNode recording = group.at("/rules/1");
    assertEquals(
        List.of("name", "query", "labels", "health", "evaluationTime", "lastEvaluation", "type"),
        List.copyOf(recording.propertyNames()));
    assertEquals("recording", recording.at("/type").asString());
    assertEquals("ok", recording.at("/health").asString());
  }

  @Test
  void rulesAreFilteredByEverythingThatPrometheusFiltersBy() throws Exception {
    List<String> all =
        List.of("hosts/Down", "hosts/job:answer:sum", "hosts/Soon", "logs/Errors", "unwell/fails");
    assertEquals(all, names(rules()));
    assertEquals(all, names(rules("file[]", file.toString())));
    assertEquals(List.of(), names(rules("file[]", "other.yaml")));
    assertEquals(List.of("hosts/job:answer:sum", "unwell/fails"), names(rules("type", "record")));
    assertEquals(List.of("hosts/Down", "hosts/Soon", "logs/Errors"), names(rules("type", "alert")));
    assertEquals(
        List.of("hosts/Soon", "unwell/fails"),
        names(rules("rule_name[]", "Soon", "rule_name[]", "fails")));
    assertEquals(
        List.of("hosts/Down", "logs/Errors"), names(rules("match[]", "{severity=\"page\"}")));
    assertEquals(
        List.of("hosts/Down", "hosts/job:answer:sum", "hosts/Soon", "logs/Errors"),
        names(rules("match[]", "{team=\"ops\"}", "match[]", "{severity=\"page\"}")));
    assertTrue(
        rules("exclude_alerts", "true").at("/groups/0/rules/0/alerts").isEmpty(), "no alerts");
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() throws Exception {
    JsonNode first = rules("group_limit", "1", "type", "alert");
    assertEquals(List.of("hosts/Down", "hosts/Soon"), names(first));
    String token = first.at("/groupNextToken").asString();
    JsonNode second = rules("group_limit", "1", "type", "alert", "group_next_token", token);
    assertEquals(List.of("logs/Errors"), names(second));
    assertTrue(second.at("/groupNextToken").isMissingNode());
    assertEquals(
        400,
        server.get("/api/v1/rules", "group_limit", "1", "group_next_token", "0123456789").status());
  }

  @Test
  void alertsAndTheirSeriesAreThereForEveryClient() throws Exception {
    assertEquals(
        List.of("Down", "Soon", "Errors"),
        server
            .get("/api/v1/alerts")
            .json()
            .at("/data/alerts")
            .valueStream()
            .map(alert -> alert.at("/labels/alertname").asString())
            .toList());
    for (String query :
        List.of(
            "ALERTS{alertname=\"Down\",alertstate=\"firing\"} == 1",
            "ALERTS_FOR_STATE{alertname=\"Soon\"} > 0",
            "ALERTS{alertname=\"Errors\",app=\"shop\"}",
            "job:answer:sum == 42")) {
      JsonNode found = server.get("/api/v1/query", "query", query).json().at("/data/result");
      assertEquals(1, found.size(), query);
    }
  }

  @Test
  void firingAlertsReachTheServersOwnPager() throws Exception {
    await(
        "the pager",
        () ->
            server
                .get("/api/v2/alerts", "filter", "alertname=\"Down\"", "filter", "site=\"attic\"")
                .json()
                .at("/0/annotations/summary")
                .asString("")
                .equals("at 3"));
  }

  @Test
  void lokisClientsSeeTheRulesOverLogsAlone() throws Exception {
    assertEquals(
        """
        rules.yaml:
        - name: logs
          interval: 1s
          rules:
          - alert: Errors
            expr: sum by (app) (count_over_time({app="shop"} |= "error" [1h])) > 0
            labels:
              severity: page
        """,
        server.get("/loki/api/v1/rules").body());
    assertEquals(
        server.get("/loki/api/v1/rules").body(),
        server.get("/loki/api/v1/rules/rules.yaml").body());
    assertTrue(server.get("/api/prom/rules/rules.yaml/logs").body().startsWith("name: logs\n"));
    assertEquals(404, server.get("/loki/api/v1/rules/rules.yaml/hosts").status());
    assertEquals(
        List.of("logs/Errors"), names(server.get("/prometheus/api/v1/rules").json().at("/data")));
    JsonNode alerts = server.get("/prometheus/api/v1/alerts").json().at("/data/alerts");
    assertEquals(1, alerts.size());
    assertEquals("1e+00", alerts.at("/0/value").asString());
  }

  @Test
  void theServersOwnMetricsCountEvaluations() throws Exception {
    String label = "{rule_group=\"" + file + ";hosts\"}";
    String metrics = server.get("/metrics").body();
    assertTrue(metrics.contains("steward_rule_group_rules" + label + " 3.0"), metrics);
    assertTrue(metrics.contains("steward_rule_group_interval_seconds" + label + " 1.0"));
    assertTrue(metrics.contains("steward_rule_evaluations_total" + label));
    assertTrue(metrics.contains("steward_rule_files_last_load_successful 1.0"));
  }

  @Test
  void linksOfAlertsLeadToWhatTheirExpressionGives() throws Exception {
    assertEquals(302, server.get("/graph", "g0.expr", "up == 0").status());
    assertEquals(302, server.get("/graph", "g0.expr", "up(").status());
  }

  @Test
  void anAlertFiresOnAfterARestartAsIfThereHadBeenNone() throws Exception {
    Path rules =
        Files.writeString(
            folder.resolve("restart.yml"),
            """
            groups:
              - name: g
                interval: 1s
                rules: [{alert: Lasting, expr: vector(1), for: 2s}]
            """);
    ServerSettings settings =
        ServerSettings.onFreePorts(folder.resolve("restarted")).toBuilder()
            .alerting(
                new ServerSettings.Alerting(
                    List.of(rules.toString()),
                    Optional.empty(),
                    Duration.ofMinutes(1),
                    Map.of(),
                    Optional.empty(),
                    false))
            .build();
    Instant since;
    try (RunningServer first = new RunningServer(settings, ConfigurationSource.NONE)) {
      await("fires", () -> first.get("/api/v1/alerts").body().contains("firing"));
      since = activeAt(first);
    }
    try (RunningServer second = new RunningServer(settings, ConfigurationSource.NONE)) {
      await("is there", () -> second.get("/api/v1/alerts").body().contains("Lasting"));
      assertEquals(since.truncatedTo(ChronoUnit.SECONDS), activeAt(second));
      assertTrue(second.get("/api/v1/alerts").body().contains("firing"));
    }
  }

  private static Instant activeAt(RunningServer server) throws Exception {
    return Instant.parse(
        server.get("/api/v1/alerts").json().at("/data/alerts/0/activeAt").asString());
  }

  @Test
  void aBadFileIsSaidOnReloadAndTheRulesBeforeGoOn() throws Exception {
    Path other = folder.resolve("extra");
    Files.createDirectories(other);
    Path rules = Files.writeString(other.resolve("r.yaml"), RULES);
    ServerSettings settings =
        ServerSettings.onFreePorts(folder.resolve("other")).toBuilder()
            .alerting(
                new ServerSettings.Alerting(
                    List.of(rules.toString()),
                    Optional.empty(),
                    Duration.ofMinutes(1),
                    Map.of(),
                    Optional.empty(),
                    false))
            .build();
    try (RunningServer reloaded = new RunningServer(settings, ConfigurationSource.NONE)) {
      Files.writeString(rules, RULES + "      - {alert: Bad, expr: 'rate(up)'}\n");
      String token = Files.readString(folder.resolve("other").resolve(AdminToken.FILE_NAME));
      RunningServer.Answer answer =
          reloaded.send(
              HttpRequest.newBuilder(reloaded.address("/-/reload"))
                  .header("Authorization", "Bearer " + token.strip())
                  .POST(HttpRequest.BodyPublishers.noBody()));
      assertEquals(500, answer.status());
      assertTrue(answer.body().contains(rules + ":28:28: group \"unwell\", rule 2"), answer.body());
      assertEquals(3, reloaded.part(RuleEngine.class).groups().size());
      assertTrue(
          reloaded.get("/metrics").body().contains("steward_rule_files_last_load_successful 0.0"));
    }
  }
}
