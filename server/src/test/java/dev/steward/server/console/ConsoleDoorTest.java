package dev.steward.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and its parts as a browser fetches them, on a whole server. */
final class ConsoleDoorTest {
  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new RunningServer(data);
    long now = System.currentTimeMillis();
    MetricStore metrics = server.part(MetricStore.class);
    SampleBatch batch = new SampleBatch(null, 32);
    SeriesHandle idle =
        metrics.series(
            Labels.of(
                "__name__", "node_cpu_seconds_total", "cpu", "0", "host", "mx1", "mode", "idle"));
    SeriesHandle total =
        metrics.series(Labels.of("__name__", "node_memory_MemTotal_bytes", "host", "mx1"));
    SeriesHandle available =
        metrics.series(Labels.of("__name__", "node_memory_MemAvailable_bytes", "host", "mx1"));
    for (int i = 20; i >= 0; i--) {
      long time = now - i * 15_000L;
      batch.add(idle, time, (20 - i) * 15 * 0.75);
      batch.add(total, time, 1000);
      batch.add(available, time, 400);
    }
    metrics.append(batch).join();
    server
        .part(LogStore.class)
        .append(
            new LogBatch(
                null,
                LogBatch.Duplicates.KEPT,
                List.of(
                    new LogBatch.Stream(
                        Labels.of("host", "mx1", "level", "error", "service_name", "web"),
                        List.of(
                            new LogEntry(
                                (now - 1000) * 1_000_000L,
                                Line.of("<script>alert('x')</script> failed")))))))
        .join();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void thePageShowsEachHostsGraphs() throws Exception {
    Answer page = server.get("/");
    assertEquals(200, page.status());
    assertTrue(page.body().contains("data-host=\"mx1\""), page.body());
    assertTrue(page.body().contains("busy <b>25 %</b>"), page.body());
    assertTrue(page.body().contains("used <b>60 %</b>"), page.body());
  }

  @Test
  void theHostsAreFetchedAgainAsAPartOfThePage() throws Exception {
    Answer part = server.get("/console/hosts");
    assertTrue(part.body().contains("data-host=\"mx1\""), part.body());
    assertFalse(part.body().contains("<html"), part.body());
  }

  @Test
  void aLineIsFoundByItsWordsShownWithItsLevelAndNeverRun() throws Exception {
    Answer found = server.get("/console/logs", "query", "alert('x')", "since", "15m");
    assertTrue(found.body().contains("class=\"level-error\""), found.body());
    assertTrue(found.body().contains("&lt;script&gt;"), found.body());
    assertFalse(found.body().contains("<script>"), found.body());
  }

  @Test
  void aLogqlQueryIsTakenAsItIs() throws Exception {
    Answer found = server.get("/console/logs", "query", "{host=\"mx1\"} |= \"failed\"");
    assertTrue(found.body().contains("1 lines"), found.body());
    assertTrue(
        server.get("/console/logs", "query", "{host=\"none\"}").body().contains("Nothing found"));
  }

  @Test
  void aBadQueryIsExplainedOnThePage() throws Exception {
    Answer found = server.get("/console/logs", "query", "{host=");
    assertEquals(200, found.status());
    assertTrue(found.body().contains("parse error at line 1"), found.body());
  }

  @Test
  void styleScriptAndLibraryAreServed() throws Exception {
    for (String path :
        new String[] {
          "/assets/console.css",
          "/assets/console.js",
          "/assets/steward.svg",
          "/webjars/htmx.org/2.0.10/dist/htmx.min.js"
        }) {
      assertEquals(200, server.get(path).status(), path);
    }
  }
}
