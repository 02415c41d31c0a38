package dev.steward.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.alerting.alert.PostedAlert;
import dev.steward.alerting.dispatch.Pager;
import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import dev.steward.spi.model.Labels;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlertsPageTest {
  @TempDir private Path folder;

  private static void post(RunningServer server, String host) {
    server
        .part(Pager.class)
        .post(
            List.of(
                new PostedAlert(
                    Labels.of("alertname", "DiskFull", "host", host),
                    Map.of("summary", "<full>"),
                    null,
                    null,
                    "http://rules/1")));
  }

  private static String page(RunningServer server, String... parameters) throws Exception {
    Answer answer = server.get("/alerts", parameters);
    assertEquals(200, answer.status(), answer.body());
    return answer.body();
  }

  @Test
  void anAlertIsShownWithTheChangesBeforeItAndSilencedInPlace() throws Exception {
    try (RunningServer server = new RunningServer(folder)) {
      assertTrue(page(server).contains("Nothing fires."));
      Answer pushed =
          server.send(
              HttpRequest.newBuilder(server.address("/loki/api/v1/push"))
                  .header("Content-Type", "application/json")
                  .POST(
                      HttpRequest.BodyPublishers.ofString(
                          "{\"streams\":[{\"stream\":{\"kind\":\"change\",\"host\":\"mx1\"},"
                              + "\"values\":[[\""
                              + (Instant.now().toEpochMilli() - 60_000)
                              + "000000\",\"upgraded postfix to 3.10\"]]}]}")));
      assertEquals(204, pushed.status(), pushed.body());
      post(server, "mx1");
      String shown = page(server);
      assertTrue(shown.contains("&lt;full>") || shown.contains("&lt;full&gt;"), shown);
      assertTrue(shown.contains("upgraded postfix to 3.10"), shown);
      assertTrue(shown.contains("/?query=%7Bhost%3D%22mx1%22%7D"), shown);
      assertTrue(shown.contains("class=\"alert loud\""), shown);

      Answer silenced =
          server.post(
              "/alerts/silence",
              "matcher",
              "\"alertname\"=\"DiskFull\"",
              "matcher",
              "\"host\"=\"mx1\"",
              "for",
              "2h",
              "comment",
              "moving");
      assertEquals(302, silenced.status(), silenced.body());
      String muted = page(server);
      assertTrue(muted.contains("class=\"alert muted\""), muted);
      assertTrue(muted.contains("silenced by the page until"), muted);
      String id = server.part(Pager.class).silences().all().getFirst().id();
      assertEquals(302, server.post("/alerts/expire", "id", id).status());
      assertTrue(page(server).contains("class=\"alert loud\""));
    }
  }

  @Test
  void theTreeShowsWhereAnAlertWouldGo() throws Exception {
    try (RunningServer server = new RunningServer(folder)) {
      assertFalse(page(server).contains("it goes here"));
      assertTrue(page(server, "labels", "severity=page").contains("it goes here"));
      assertTrue(page(server, "labels", "nonsense").contains("bad matcher format: nonsense"));
    }
  }
}
