package dev.steward.collector.ship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.collector.batch.Batcher;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.queue.QueueOptions;
import dev.steward.spi.model.Labels;
import io.grpc.InsecureServerCredentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerLinkTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final List<String> written = new ArrayList<>();
  private final List<AutoCloseable> toClose = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable closeable : toClose.reversed()) {
      closeable.close();
    }
  }

  private ReceivingServer server() throws IOException {
    ReceivingServer server = new ReceivingServer(InsecureServerCredentials.create());
    server.open();
    toClose.add(server);
    return server;
  }

  /** Queue, batcher and links, as in an agent. */
  private final class Shipping implements AutoCloseable {
    final DurableQueue queue;
    final Batcher batcher;
    final List<ServerLink> links = new ArrayList<>();

    Shipping(ReceivingServer... servers) throws IOException {
      Set<String> readers =
          List.of(servers).stream().map(s -> s.address().toString()).collect(Collectors.toSet());
      queue = DurableQueue.open(directory, new QueueOptions(64 << 20, 4 << 10, readers));
      batcher = new Batcher(queue, Duration.ofMillis(1));
      batcher.start();
      for (ReceivingServer server : servers) {
        Backoff backoff = new Backoff(Duration.ofMillis(5), Duration.ofMillis(50), new Random(1));
        ShippingAgent agent = new ShippingAgent("host1", "test");
        ServerLink link =
            new ServerLink(
                server.address(),
                new Transport.Plaintext(),
                queue,
                agent,
                backoff,
                Clock.systemUTC());
        link.start();
        links.add(link);
      }
    }

    void write(int count) throws IntakeClosedException {
      for (int i = 0; i < count; i++) {
        String line = "line " + written.size();
        Labels stream = Labels.of("host", "host1", "part", "p" + written.size() % 7);
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        int number = written.size();
        batcher.add(sink -> {
          sink.line(stream, number, bytes, 0, bytes.length, Labels.of("pid", "" + number % 3));
          sink.sample(number / 10, Labels.of("__name__", "m" + number % 5), number);
        });
        written.add(line);
        if (i % 10 == 9) {
          long batches = batcher.batches();
          Waiting.until(
              "a batch", LIMIT, () -> batcher.batches() > batches || queue.lastSequence() > 0);
        }
      }
    }

    @Override
    public void close() throws Exception {
      batcher.close();
      for (ServerLink link : links) {
        link.stopWithin(Duration.ofSeconds(5));
        link.join();
      }
      queue.close();
    }
  }

  private Shipping shipping(ReceivingServer... servers) throws IOException {
    return new Shipping(servers);
  }

  private void assertHasAll(ReceivingServer server) {
    Waiting.until("all lines", LIMIT, () -> server.lineCount() >= written.size());
    assertEquals(List.of(), server.violations());
    List<String> got =
        server.lines().stream().map(ReceivingServer.ReceivedLine::text).sorted().toList();
    assertEquals(written.stream().sorted().toList(), got);
  }

  @Test
  void whatIsWrittenArrivesWithItsLabels() throws Exception {
    ReceivingServer server = server();
    try (Shipping shipping = shipping(server)) {
      shipping.write(50);
      assertHasAll(server);
    }
    for (ReceivingServer.ReceivedLine line : server.lines()) {
      int number = Integer.parseInt(line.text().substring(5));
      assertEquals(number, line.timestampNanos());
      assertEquals("p" + number % 7, line.stream().get("part"));
      assertEquals("" + number % 3, line.metadata().get("pid"));
    }
    assertEquals(5, server.samples().size());
  }

  @Test
  void linesArriveOnceHoweverOftenTheServerGoesAway() throws Exception {
    ReceivingServer server = server();
    try (Shipping shipping = shipping(server)) {
      for (int round = 0; round < 15; round++) {
        shipping.write(40);
        server.close();
        shipping.write(40);
        server.open();
      }
      assertHasAll(server);
    }
  }

  @Test
  void linesArriveOnceWhenTheAgentStartsAgain() throws Exception {
    ReceivingServer server = server();
    for (int round = 0; round < 5; round++) {
      try (Shipping shipping = shipping(server)) {
        shipping.write(30);
      }
    }
    assertHasAll(server);
  }

  @Test
  void eachServerGetsEverythingAndOneThatIsAwayCatchesUp() throws Exception {
    ReceivingServer one = server();
    ReceivingServer two = server();
    two.close();
    try (Shipping shipping = shipping(one, two)) {
      shipping.write(200);
      assertHasAll(one);
      assertEquals(0, two.lineCount());
      two.open();
      assertHasAll(two);
      Waiting.until("nothing left", LIMIT, () -> shipping.links.get(1).backlog() == 0);
    }
  }

  @Test
  void aWindowOfZeroPausesTheAgent() throws Exception {
    ReceivingServer server = server();
    server.windowBytes(0);
    try (Shipping shipping = shipping(server)) {
      shipping.write(50);
      Waiting.until("hello", LIMIT, () -> server.hellos() == 1);
      Waiting.until("connected", LIMIT, () -> shipping.links.getFirst().counters().isConnected());
      assertEquals(0, shipping.links.getFirst().counters().batches());
      server.windowBytes(1);
      server.close();
      server.open();
      assertHasAll(server);
    }
  }

  @Test
  void aServerThatWasSetBackGetsAgainWhatTheQueueStillHas() throws Exception {
    ReceivingServer server = server();
    try (Shipping shipping = shipping(server)) {
      shipping.write(20);
      assertHasAll(server);
      Waiting.until("acknowledged", LIMIT, () -> shipping.links.getFirst().backlog() == 0);
      long held = shipping.queue.lastSequence();
      server.close();
      server.setBackTo(held - 1);
      server.open();
      Waiting.until("sent again", LIMIT, () -> server.lineCount() > written.size());
      assertEquals(List.of(), server.violations());
    }
  }

  @Test
  void numbersGoOnBehindWhatAServerClaimsToHold() throws Exception {
    ReceivingServer server = server();
    try (Shipping shipping = shipping(server)) {
      shipping.write(20);
      assertHasAll(server);
      server.close();
      server.claim(1_000_000);
      server.open();
      Waiting.until("skipped", LIMIT, () -> shipping.queue.lastSequence() >= 1_000_000);
      shipping.write(20);
      assertHasAll(server);
      assertTrue(shipping.queue.lastSequence() > 1_000_000);
    }
  }
}
