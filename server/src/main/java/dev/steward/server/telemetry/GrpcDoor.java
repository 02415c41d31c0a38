package dev.steward.server.telemetry;

import dev.steward.server.grpc.GrpcListener;
import dev.steward.server.settings.ListenAddress;
import dev.steward.server.settings.PortTakenException;
import dev.steward.server.settings.ServerKeys;
import dev.steward.server.settings.ServerSettings;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The gRPC server that agents ship to. */
@Component
public final class GrpcDoor implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(GrpcDoor.class);
  private static final int MAX_MESSAGE_BYTES = PayloadReader.MAX_COMPRESSED_BYTES + 64 * 1024;

  private final ServerSettings.Grpc settings;
  private final TelemetryService telemetry;
  private @Nullable GrpcListener listener;

  GrpcDoor(ServerSettings settings, TelemetryService telemetry) {
    this.settings = settings.grpc();
    this.telemetry = telemetry;
  }

  /** Where the door listens. */
  public InetSocketAddress address() {
    return Objects.requireNonNull(listener, "started").address();
  }

  @Override
  public void start() {
    InetSocketAddress listen = listenAddress();
    try {
      listener = GrpcListener.start(listen, this::open);
    } catch (IOException e) {
      throw new PortTakenException(settings.listen(), "--grpc", ServerKeys.GRPC, e);
    }
    LOG.info(
        "Agents may ship to {} ({})",
        address(),
        settings.plaintext() ? "plaintext or mutual TLS" : "mutual TLS");
  }

  private void open(NettyServerBuilder doors) {
    // What agents send is put in queues, which takes less than a hop to another thread.
    doors
        .directExecutor()
        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
        .keepAliveTime(30, TimeUnit.SECONDS)
        .addService(telemetry);
    settings.tls().ifPresent(tls -> secure(doors, tls));
  }

  /** Whatever a name like localhost stands for on this machine, plaintext stays on it. */
  private InetSocketAddress listenAddress() {
    InetSocketAddress address = ListenAddress.of(settings.listen(), ServerKeys.GRPC);
    if (settings.plaintext() && !address.getAddress().isLoopbackAddress()) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          ServerKeys.GRPC
              + ": "
              + settings.listen()
              + " is "
              + address.getAddress().getHostAddress()
              + " (expected: a loopback address, since plaintext is taken)");
    }
    return address;
  }

  private void secure(NettyServerBuilder builder, ServerSettings.Tls files) {
    SslContext context = context(files);
    if (settings.plaintext()) {
      builder.protocolNegotiator(new PlaintextOrTls(context));
    } else {
      builder.sslContext(context);
    }
  }

  private static SslContext context(ServerSettings.Tls files) {
    try {
      return GrpcSslContexts.configure(
              GrpcSslContexts.forServer(files.certificate().toFile(), files.key().toFile())
                  .trustManager(files.authorities().toFile())
                  .clientAuth(ClientAuth.REQUIRE)
                  .protocols("TLSv1.3", "TLSv1.2"),
              SslProvider.JDK)
          .build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          "server.grpc.certificate, key, authorities: " + e.getMessage() + " (expected: PEM files)",
          e);
    }
  }

  /** Takes no new stream, lets batches under way become durable, and closes what is left. */
  @Override
  public void stop() {
    GrpcListener stopping = listener;
    listener = null;
    if (stopping != null) {
      stopping.stop(telemetry::drain);
    }
  }

  @Override
  public boolean isRunning() {
    return listener != null;
  }

  /** Opens before the web server and closes after it. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 4096;
  }
}
