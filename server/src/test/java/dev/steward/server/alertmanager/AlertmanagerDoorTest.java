package dev.steward.server.alertmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class AlertmanagerDoorTest {
  @TempDir private static Path folder;
  private static RunningServer server;
  private static int tests;

  /** Tests share a server: each looks at alerts of its own. */
  private String mine = "";

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void name() {
    mine = "test" + ++tests;
  }

  private static Answer post(String path, String body) throws Exception {
    return server.send(
        HttpRequest.newBuilder(server.address(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private void alert(String more) throws Exception {
    Answer answer = post("/api/v2/alerts", "[{'labels': {'test': '" + mine + "', " + more + "}}]");
    assertEquals(200, answer.status(), answer.body());
    assertEquals("", answer.body());
  }

  private JsonNode alerts(String... parameters) throws Exception {
    List<String> all = new ArrayList<>(List.of("filter", "test=" + mine));
    all.addAll(List.of(parameters));
    Answer answer = server.get("/api/v2/alerts", all.toArray(String[]::new));
    assertEquals(200, answer.status(), answer.body());
    return answer.json();
  }

  private String silence(String name, String value, long seconds) throws Exception {
    Instant now = Instant.now();
    Answer answer =
        post(
            "/api/v2/silences",
            "{'matchers': [{'name': '%s', 'value': '%s', 'isRegex': false}], 'startsAt': '%s', 'endsAt': '%s', 'createdBy': 'me', 'comment': 'why'}"
                .formatted(name, value, now, now.plusSeconds(seconds)));
    assertEquals(200, answer.status(), answer.body());
    return answer.json().get("silenceID").asString();
  }

  @Test
  void theStatusIsThatOfAnAlertmanagerAloneAndNotOfMimir() throws Exception {
    JsonNode status = server.get("/api/v2/status").json();
    assertEquals("disabled", status.at("/cluster/status").asString());
    assertTrue(status.at("/cluster/peers").isArray());
    assertTrue(status.at("/config/original").asString().contains("receiver: page"));
    assertEquals("0.34.0", status.at("/versionInfo/version").asString());
    assertTrue(status.get("uptime").asString().endsWith("Z"));
    assertEquals(404, server.get("/alertmanager/api/v2/status").status());
    assertEquals("[{\"name\":\"page\"}]", server.get("/api/v2/receivers").body());
  }

  @Test
  void anAlertThatWasPostedIsShownAtOnce() throws Exception {
    Answer posted =
        post(
            "/api/v2/alerts",
            """
            [{'labels': {'test': '%s', 'alertname': 'Down', 'empty': ''}, 'annotations': {'summary': 'it burns'},
              'startsAt': '2026-01-02T03:04:05.678+01:00', 'generatorURL': 'http://rules'}]
            """
                .formatted(mine));
    assertEquals(200, posted.status(), posted.body());
    JsonNode alert = alerts().get(0);
    assertEquals(
        "{\"alertname\":\"Down\",\"test\":\"" + mine + "\"}", alert.get("labels").toString());
    assertEquals("it burns", alert.at("/annotations/summary").asString());
    assertEquals("2026-01-02T02:04:05.678Z", alert.get("startsAt").asString());
    assertEquals("http://rules", alert.get("generatorURL").asString());
    assertEquals(16, alert.get("fingerprint").asString().length());
    assertEquals("[{\"name\":\"page\"}]", alert.get("receivers").toString());
    assertEquals(
        "{\"inhibitedBy\":[],\"mutedBy\":[],\"silencedBy\":[],\"state\":\"active\"}",
        alert.get("status").toString());
    assertTrue(alert.has("updatedAt") && alert.has("endsAt"));
  }

  @Test
  void whatIsRightIsTakenBesideWhatIsWrong() throws Exception {
    Answer answer =
        post(
            "/api/v2/alerts",
            """
            [{'labels': {'test': '%s'}}, {'labels': {}},
             {'labels': {'a': 'b'}, 'startsAt': '2026-01-02T00:00:00Z', 'endsAt': '2026-01-01T00:00:00Z'}]
            """
                .formatted(mine));
    assertEquals(400, answer.status());
    assertEquals(
        "at least one label pair required\nstart time must be before end time",
        answer.json().asString());
    assertEquals(1, alerts().size());
    assertEquals(400, post("/api/v2/alerts", "{").status());
    assertTrue(post("/api/v2/alerts", "{}").json().isString());
  }

  @Test
  void anAlertThatEndedIsNotShown() throws Exception {
    alert("'alertname': 'Down'");
    assertEquals(1, alerts().size());
    post(
        "/api/v2/alerts",
        "[{'labels': {'test': '%s', 'alertname': 'Down'}, 'endsAt': '%s'}]"
            .formatted(mine, Instant.now().minusMillis(1)));
    assertEquals(0, alerts().size());
  }

  @Test
  void silencedAlertsSaySoAndAreLeftOutOnDemand() throws Exception {
    alert("'alertname': 'Silenced'");
    alert("'alertname': 'Heard', 'extra': 'x'");
    String id = silence("test", mine, 60);
    JsonNode silenced = alerts("filter", "alertname=\"Silenced\"").get(0);
    assertEquals("suppressed", silenced.at("/status/state").asString());
    assertEquals(id, silenced.at("/status/silencedBy/0").asString());
    assertEquals(0, alerts("silenced", "false").size());
    assertEquals(0, alerts("receiver", "pag").size());
    assertEquals(2, alerts("receiver", "pa.e").size());
    assertEquals(1, alerts("filter", "extra!=").size());
    assertEquals(1, alerts("filter", "extra=").size());
    delete(id);
    assertEquals(2, alerts("silenced", "false").size());
    assertEquals(0, alerts("active", "false").size());
  }

  private static Answer delete(String id) throws Exception {
    return server.send(HttpRequest.newBuilder(server.address("/api/v2/silence/" + id)).DELETE());
  }

  @Test
  void alertsAreSortedByFingerprint() throws Exception {
    for (int i = 0; i < 20; i++) {
      alert("'alertname': 'A" + i + "'");
    }
    List<String> prints = new ArrayList<>();
    alerts().forEach(alert -> prints.add(alert.get("fingerprint").asString()));
    assertEquals(prints.stream().sorted().toList(), prints);
  }

  @Test
  void groupsHaveTheirLabelsAndReceiver() throws Exception {
    alert("'alertname': 'Down', 'host': 'mx1', 'disk': 'a'");
    alert("'alertname': 'Down', 'host': 'mx1', 'disk': 'b'");
    JsonNode groups = server.get("/api/v2/alerts/groups", "filter", "test=" + mine).json();
    assertEquals(1, groups.size());
    assertEquals("{\"alertname\":\"Down\",\"host\":\"mx1\"}", groups.at("/0/labels").toString());
    assertEquals("page", groups.at("/0/receiver/name").asString());
    assertEquals(2, groups.at("/0/alerts").size());
    assertEquals("[]", server.get("/api/v2/alerts/groups", "receiver", "nobody").body());
  }

  @Test
  void aSilenceIsShownAndEnded() throws Exception {
    String id = silence("only", mine, 60);
    JsonNode silence = server.get("/api/v2/silence/" + id).json();
    assertEquals(id, silence.get("id").asString());
    assertEquals("active", silence.at("/status/state").asString());
    assertEquals(
        "[{\"isEqual\":true,\"isRegex\":false,\"name\":\"only\",\"value\":\"" + mine + "\"}]",
        silence.get("matchers").toString());
    assertEquals("me", silence.get("createdBy").asString());
    assertEquals(
        1, server.get("/api/v2/silences", "filter", "only=\"" + mine + "\"").json().size());
    assertEquals(0, server.get("/api/v2/silences", "filter", "only=other").json().size());
    Answer deleted = delete(id);
    assertEquals(200, deleted.status());
    assertEquals(
        "expired", server.get("/api/v2/silence/" + id).json().at("/status/state").asString());
  }

  @Test
  void wrongRequestsAreAnsweredWithABareString() throws Exception {
    Answer unknown = server.get("/api/v2/silence/nobody");
    assertEquals(404, unknown.status());
    assertTrue(unknown.json().isString());
    assertEquals(404, delete("nobody").status());
    Answer filter = server.get("/api/v2/alerts", "filter", "foo");
    assertEquals(400, filter.status());
    assertEquals("bad matcher format: foo", filter.json().asString());
    assertEquals(400, server.get("/api/v2/alerts", "receiver", "(").status());
    assertEquals(400, server.get("/api/v2/alerts", "active", "perhaps").status());
    Answer past =
        post(
            "/api/v2/silences",
            """
            {'matchers': [{'name': 'a', 'value': 'b', 'isRegex': false}], 'createdBy': 'me', 'comment': 'x',
             'startsAt': '2020-01-01T00:00:00Z', 'endsAt': '2020-01-02T00:00:00Z'}
            """);
    assertEquals(400, past.status());
    assertEquals("Failed to create silence: end time can't be in the past", past.json().asString());
    assertFalse(post("/api/v2/silences", "{}").json().isObject());
  }
}
