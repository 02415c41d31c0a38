package dev.steward.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.configuration.HostPort;
import dev.steward.server.StewardServer;
import dev.steward.server.settings.ServerSettings;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plaintext and mutual TLS on one port, with real certificates. */
final class TlsTest {
  @TempDir private static Path keys;

  @TempDir private Path data;

  @BeforeAll
  static void makeKeys() throws Exception {
    Certificates.write(keys, "server");
    Certificates.write(keys, "agent");
    Certificates.write(keys, "stranger");
  }

  private StewardServer start(boolean plaintext) {
    return StewardServer.start(
        ServerSettings.onFreePorts(data).toBuilder()
            .grpc(
                new ServerSettings.Grpc(
                    new HostPort("127.0.0.1", 0),
                    plaintext,
                    Optional.of(
                        new ServerSettings.Tls(
                            keys.resolve("server.pem"),
                            keys.resolve("server.key"),
                            keys.resolve("agent.pem")))))
            .build());
  }

  private static InetSocketAddress door(StewardServer server) {
    return server.part(GrpcDoor.class).address();
  }

  private static ManagedChannel tls(StewardServer server, Optional<String> identity)
      throws SSLException {
    SslContextBuilder context =
        GrpcSslContexts.forClient().trustManager(keys.resolve("server.pem").toFile());
    if (identity.isPresent()) {
      context.keyManager(
          keys.resolve(identity.get() + ".pem").toFile(),
          keys.resolve(identity.get() + ".key").toFile());
    }
    return NettyChannelBuilder.forAddress(door(server)).sslContext(context.build()).build();
  }

  private static void assertGreeted(TestAgent agent) throws InterruptedException {
    agent.hello("web1", TestAgent.queue(1));
    assertEquals(0, agent.nextAck().getSequence());
  }

  @Test
  void onLoopbackOnePortTakesPlaintextAndMutualTls() throws Exception {
    try (StewardServer server = start(true)) {
      try (TestAgent agent = new TestAgent(door(server))) {
        assertGreeted(agent);
      }
      try (TestAgent agent = new TestAgent(tls(server, Optional.of("agent")))) {
        assertGreeted(agent);
      }
    }
  }

  @Test
  void withPlaintextOffOnlyMutualTlsIsTaken() throws Exception {
    try (StewardServer server = start(false)) {
      try (TestAgent agent = new TestAgent(door(server))) {
        assertEquals(Status.Code.UNAVAILABLE, agent.end().getCode());
      }
      try (TestAgent agent = new TestAgent(tls(server, Optional.of("agent")))) {
        assertGreeted(agent);
      }
    }
  }

  @Test
  void aClientWithoutATrustedCertificateIsRefused() throws Exception {
    try (StewardServer server = start(true)) {
      for (Optional<String> identity : new Optional[] {Optional.empty(), Optional.of("stranger")}) {
        try (TestAgent agent = new TestAgent(tls(server, identity))) {
          assertEquals(Status.Code.UNAVAILABLE, agent.end().getCode(), identity.toString());
        }
      }
    }
  }
}
