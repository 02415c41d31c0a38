package dev.steward.collector.ship;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.collector.batch.Batcher;
import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.queue.QueueOptions;
import dev.steward.spi.model.Labels;
import io.grpc.InsecureServerCredentials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waited for a server that was away for long, and clocks that jumped meanwhile. */
final class BacklogTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
  private static final long START_NANOS = 1_800_000_000L * 1_000_000_000L;

  @TempDir Path directory;

  @Test
  void aFortnightOfBacklogArrivesWholeAlsoWhereTheClockJumped() throws Exception {
    ReceivingServer server = new ReceivingServer(InsecureServerCredentials.create());
    server.open();
    String reader = server.address().toString();
    QueueOptions options = new QueueOptions(1 << 24, 1 << 14, Set.of(reader));
    int lines = 0;
    for (int restart = 0; restart < 3; restart++) {
      try (DurableQueue queue = DurableQueue.open(directory, options)) {
        Batcher batcher = new Batcher(queue, Duration.ofMillis(1));
        batcher.start();
        for (int day = 0; day < 14; day++) {
          // Forward by days, and back by one in between.
          long nanos = START_NANOS + (day % 3 == 2 ? day - 2 : day) * DAY_NANOS;
          for (int i = 0; i < 20; i++) {
            byte[] line = ("line " + lines++).getBytes(StandardCharsets.UTF_8);
            Labels stream = Labels.of("s", "x" + i % 3);
            batcher.add(sink -> sink.line(stream, nanos, line, 0, line.length, Labels.EMPTY));
          }
        }
        batcher.close();
      }
    }
    int written = lines;
    try (DurableQueue queue = DurableQueue.open(directory, options);
        server) {
      ServerLink link =
          new ServerLink(
              server.address(),
              new Transport.Plaintext(),
              queue,
              new ShippingAgent("host1", "test"),
              new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), new Random(1)),
              Clock.systemUTC());
      link.start();
      Waiting.until("all lines", LIMIT, () -> server.lineCount() >= written);
      link.stopWithin(Duration.ofSeconds(1));
      link.join();
      assertEquals(written, server.lineCount());
    }
  }
}
