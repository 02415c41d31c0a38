package dev.steward.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.server.StewardServer;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Following the lines of a real server. */
final class LogTailTest {
  private static final int SECONDS = 20;

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  private static List<String> lines(List<LogTail.Entry> entries) {
    return entries.stream().map(LogTail.Entry::line).toList();
  }

  private static void store(StewardServer server, long nanos, String... lines) {
    server
        .part(LogStore.class)
        .append(
            new LogBatch(
                null,
                LogBatch.Duplicates.KEPT,
                List.of(
                    new LogBatch.Stream(
                        Labels.of("app", "a"),
                        List.of(lines).stream()
                            .map(line -> new LogEntry(nanos, Line.of(line)))
                            .toList()))))
        .join();
  }

  @Test
  void linesOfOneNanosecondAreAllShownAndNoneTwice(@TempDir Path data) throws Exception {
    try (StewardServer server = StewardServer.start(ServerSettings.onFreePorts(data));
        ServerClient client =
            new ServerClient(URI.create("http://127.0.0.1:" + server.httpAddress().getPort()))) {
      Instant now = Instant.now();
      long nanos = now.getEpochSecond() * 1_000_000_000L;
      store(server, nanos, "a", "same");
      LogTail tail = new LogTail(client, "{app=\"a\"}", 100);
      assertEquals(List.of("a", "same"), lines(tail.newest(now.minusSeconds(60))));
      store(server, nanos, "same");
      Thread following = Thread.ofVirtual().start(() -> follow(tail));
      assertEquals("same", next());
      store(server, nanos + 1, "b");
      assertEquals("b", next());
      following.interrupt();
      following.join();
      assertTrue(heard.isEmpty(), heard.toString());
    }
  }

  private @Nullable String next() throws InterruptedException {
    return heard.poll(SECONDS, TimeUnit.SECONDS);
  }

  private void follow(LogTail tail) {
    try {
      tail.follow(
          new LogTail.Listener() {
            @Override
            public void lines(List<LogTail.Entry> entries) {
              entries.forEach(entry -> heard.add(entry.line()));
            }

            @Override
            public void notice(String text) {
              heard.add("notice: " + text);
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
