package dev.steward.collector.syslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.collector.batch.Batcher;
import dev.steward.collector.batch.Intake;
import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.queue.QueueOptions;
import dev.steward.collector.ship.Backoff;
import dev.steward.collector.ship.ReceivingServer;
import dev.steward.collector.ship.ServerLink;
import dev.steward.collector.ship.ShippingAgent;
import dev.steward.collector.ship.Transport;
import dev.steward.collector.ship.Waiting;
import io.grpc.InsecureServerCredentials;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Syslog from a socket to a server, through everything between. */
final class SyslogDoorTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;
  private ReceivingServer server;
  private DurableQueue queue;
  private Batcher batcher;
  private ServerLink link;
  private SyslogDoor door;

  @BeforeEach
  void open() throws IOException {
    server = new ReceivingServer(InsecureServerCredentials.create());
    server.open();
    String reader = server.address().toString();
    queue = DurableQueue.open(directory, new QueueOptions(1 << 24, 1 << 20, Set.of(reader)));
    batcher = new Batcher(queue, Duration.ofMillis(5));
    batcher.start();
    link =
        new ServerLink(
            server.address(),
            new Transport.Plaintext(),
            queue,
            new ShippingAgent("host1", "test"),
            new Backoff(Duration.ofMillis(10), Duration.ofMillis(100), new Random(1)),
            Clock.systemUTC());
    link.start();
    door = openDoor(batcher, 0);
    door.start();
  }

  private static SyslogDoor openDoor(Intake intake, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    return SyslogDoor.open(address, "host1", intake, Clock.systemUTC());
  }

  @AfterEach
  void close() throws IOException {
    door.close();
    batcher.close();
    link.stopWithin(Duration.ofSeconds(1));
    link.join();
    queue.close();
    server.close();
  }

  private ReceivingServer.ReceivedLine received(int index) {
    Waiting.until("line " + index, LIMIT, () -> server.lineCount() > index);
    assertEquals(List.of(), server.violations());
    return server.lines().get(index);
  }

  @Test
  void aDatagramBecomesALineWithLabelsAndMetadata() throws IOException {
    byte[] message =
        "<34>1 2026-11-20T10:00:00.5Z mx1 su 77 ID47 [a@1 b=\"c\"] failed"
            .getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(message, message.length, door.address()));
    }
    ReceivingServer.ReceivedLine line = received(0);
    assertEquals("failed", line.text());
    assertEquals("mx1", line.stream().get("host"));
    assertEquals("su", line.stream().get("service_name"));
    assertEquals("syslog", line.stream().get("job"));
    assertEquals("critical", line.stream().get("level"));
    assertEquals("77", line.metadata().get("pid"));
    assertEquals("c", line.metadata().get("a_1_b"));
  }

  @Test
  void framesOfAConnectionBecomeLinesAlsoWhenTheyComeInPieces() throws IOException {
    try (Socket socket = new Socket(door.address().getAddress(), door.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write("<13>one\n<13>tw".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertEquals("one", received(0).text());
      out.write("o\n7 <13>odd".getBytes(StandardCharsets.UTF_8));
      out.flush();
      assertEquals("two", received(1).text());
      assertEquals("odd", received(2).text());
    }
    Waiting.until("closed", LIMIT, () -> door.counters().connections() == 0);
    assertEquals(3, door.counters().messages());
    assertEquals("host1", received(0).stream().get("host"));
  }

  @Test
  void aPortInUseIsRefused() {
    int port = door.address().getPort();
    IOException refusal = assertThrows(IOException.class, () -> openDoor(batcher, port));
    assertTrue(refusal.toString().contains("in use"), refusal.toString());
  }
}
