package dev.steward.server.otlp;

import dev.steward.configuration.HostPort;
import dev.steward.server.grpc.GrpcListener;
import dev.steward.server.settings.ListenAddress;
import dev.steward.server.settings.PortTakenException;
import dev.steward.server.settings.ServerKeys;
import dev.steward.server.settings.ServerSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** OTLP over gRPC, where it is configured: plaintext, gzip or none. */
@Component
public final class OtlpGrpcDoor implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpGrpcDoor.class);

  /** Most calls of one exporter at once: those past it wait with the exporter. */
  private static final int MAX_CALLS = 8;

  private final Optional<HostPort> listen;
  private final OtlpServices services;
  private @Nullable GrpcListener listener;

  OtlpGrpcDoor(ServerSettings settings, OtlpServices services) {
    this.listen = settings.otlp().grpc();
    this.services = services;
  }

  /** Where the door listens. */
  public InetSocketAddress address() {
    return Objects.requireNonNull(listener, "started").address();
  }

  @Override
  public void start() {
    listen.ifPresent(this::start);
  }

  private void start(HostPort address) {
    InetSocketAddress bound = ListenAddress.of(address, ServerKeys.OTLP_GRPC);
    try {
      listener =
          GrpcListener.start(
              bound,
              doors ->
                  doors
                      .maxInboundMessageSize(OtlpRequests.MAX_BYTES)
                      .maxConcurrentCallsPerConnection(MAX_CALLS)
                      .addService(services.logs())
                      .addService(services.metrics()));
    } catch (IOException e) {
      throw new PortTakenException(address, "--otlp-grpc", ServerKeys.OTLP_GRPC, e);
    }
    LOG.info("OTLP/gRPC is taken at {}", address());
  }

  @Override
  public void stop() {
    GrpcListener stopping = listener;
    listener = null;
    if (stopping != null) {
      stopping.stop(() -> {});
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
