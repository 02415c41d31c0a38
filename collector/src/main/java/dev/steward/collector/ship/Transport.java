package dev.steward.collector.ship;

import dev.steward.configuration.HostPort;
import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.io.IOException;
import java.nio.file.Path;

/** How an agent and a server make sure of each other. */
public sealed interface Transport {
  /** The bytes as they are: for loopback and for trials. */
  record Plaintext() implements Transport {}

  /**
   * Mutual TLS.
   *
   * @param certificate the agent's certificate chain, PEM
   * @param key its private key, PEM, PKCS #8
   * @param authority the certificates that a server's must descend from, PEM
   */
  record MutualTls(Path certificate, Path key, Path authority) implements Transport {}

  /** Opens a channel; nothing is sent until it is used. */
  default ManagedChannel connect(HostPort server) throws IOException {
    // Callbacks only hand over and signal, so the transport's own thread may run them.
    return OkHttpChannelBuilder.forTarget("dns:///" + server, credentials())
        .directExecutor()
        .build();
  }

  /** What a person calls it. */
  default String describe() {
    return switch (this) {
      case Plaintext() -> "in plain text";
      case MutualTls _ -> "over mutual TLS";
    };
  }

  private ChannelCredentials credentials() throws IOException {
    return switch (this) {
      case Plaintext() -> InsecureChannelCredentials.create();
      case MutualTls(Path certificate, Path key, Path authority) ->
          TlsChannelCredentials.newBuilder()
              .keyManager(certificate.toFile(), key.toFile())
              .trustManager(authority.toFile())
              .build();
    };
  }
}
