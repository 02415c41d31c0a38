package dev.steward.server.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.http.RunningServer;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser: headless Chromium loads it, runs its scripts and hands back what
 * became of it.
 */
@Tag("browser")
final class PageInBrowserTest {
  private static final Pattern TIME =
      Pattern.compile("<time [^>]*title=\"([^\"]+)\"[^>]*>([^<]+)</time>");

  @Test
  void theScriptsRunAndTheContentPolicyStopsNothingOfTheirs(@TempDir Path folder) throws Exception {
    try (RunningServer server = new RunningServer(folder.resolve("data"))) {
      long now = System.currentTimeMillis();
      server
          .part(LogStore.class)
          .append(
              new LogBatch(
                  null,
                  LogBatch.Duplicates.KEPT,
                  List.of(
                      new LogBatch.Stream(
                          Labels.of("host", "mx1", "level", "error", "service_name", "web"),
                          List.of(new LogEntry(now * 1_000_000L, Line.of("it failed")))))))
          .join();

      String page = load(server.address("/").toString(), folder);

      Matcher time = TIME.matcher(page);
      assertTrue(time.find(), page);
      assertTrue(time.group(1).endsWith("Z"), "the script kept the exact time: " + time.group());
      assertTrue(!time.group(2).contains("T"), "the script wrote a local time: " + time.group());
      assertTrue(page.contains("it failed"), page);
    }
  }

  private static String load(String address, Path folder) throws IOException, InterruptedException {
    Path console = folder.resolve("chromium.log");
    Process chromium =
        new ProcessBuilder(
                System.getenv().getOrDefault("STEWARD_CHROMIUM", "chromium"),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--user-data-dir=" + folder.resolve("profile"),
                "--virtual-time-budget=3000",
                "--dump-dom",
                address)
            .redirectError(console.toFile())
            .start();
    String page = new String(chromium.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(chromium.waitFor(60, TimeUnit.SECONDS), "Chromium ends");
    String log = Files.readString(console);
    assertEquals(0, chromium.exitValue(), log);
    assertTrue(!log.contains("Content Security Policy"), log);
    assertTrue(!log.contains("Uncaught"), log);
    return page;
  }
}
