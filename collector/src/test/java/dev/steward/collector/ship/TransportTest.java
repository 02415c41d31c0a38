package dev.steward.collector.ship;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.queue.QueueOptions;
import dev.steward.configuration.HostPort;
import io.grpc.ServerCredentials;
import io.grpc.TlsServerCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TransportTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;
  private Certificates.Pair serverPair;
  private Certificates.Pair agentPair;
  private Certificates.Pair strangerPair;

  @BeforeEach
  void makeCertificates() throws Exception {
    serverPair = Certificates.make(directory, "server");
    agentPair = Certificates.make(directory, "agent");
    strangerPair = Certificates.make(directory, "stranger");
  }

  private ReceivingServer server() throws IOException {
    ServerCredentials credentials =
        TlsServerCredentials.newBuilder()
            .keyManager(serverPair.certificate().toFile(), serverPair.key().toFile())
            .trustManager(agentPair.certificate().toFile())
            .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
            .build();
    ReceivingServer server = new ReceivingServer(credentials);
    server.open();
    return server;
  }

  private ServerLink link(DurableQueue queue, HostPort server, Certificates.Pair pair) {
    return new ServerLink(
        server,
        new Transport.MutualTls(pair.certificate(), pair.key(), serverPair.certificate()),
        queue,
        new ShippingAgent("host1", "test"),
        new Backoff(Duration.ofMillis(10), Duration.ofMillis(50), new Random(1)),
        Clock.systemUTC());
  }

  private DurableQueue queue(HostPort server) throws IOException {
    QueueOptions options = new QueueOptions(1 << 20, 1 << 16, Set.of(server.toString()));
    return DurableQueue.open(directory.resolve("queue"), options);
  }

  @Test
  void agentAndServerThatTrustEachOtherMeet() throws Exception {
    try (ReceivingServer server = server();
        DurableQueue queue = queue(server.address())) {
      ServerLink link = link(queue, server.address(), agentPair);
      link.start();
      Waiting.until("hello", LIMIT, () -> server.hellos() == 1);
      Waiting.until("connected", LIMIT, () -> link.counters().isConnected());
      link.stopWithin(Duration.ZERO);
      link.join();
    }
  }

  @Test
  void anAgentThatTheServerDoesNotKnowIsRefusedAndTriesAgain() throws Exception {
    try (ReceivingServer server = server();
        DurableQueue queue = queue(server.address())) {
      ServerLink link = link(queue, server.address(), strangerPair);
      link.start();
      Waiting.until("tried again", LIMIT, () -> link.counters().reconnects() >= 2);
      assertFalse(link.counters().isConnected());
      assertEquals(0, server.hellos());
      link.stopWithin(Duration.ZERO);
      link.join();
    }
  }

  @Test
  void aCertificateThatIsNotThereIsNamed() {
    Path missing = directory.resolve("missing.pem");
    Transport transport =
        new Transport.MutualTls(missing, agentPair.key(), serverPair.certificate());
    IOException refusal =
        assertThrows(IOException.class, () -> transport.connect(new HostPort("127.0.0.1", 1)));
    assertEquals(
        missing.toString(), refusal.toString().replaceAll(".*: (\\S+missing\\.pem).*", "$1"));
  }
}
