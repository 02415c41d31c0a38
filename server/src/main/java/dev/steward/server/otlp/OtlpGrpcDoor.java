package dev.steward.server.otlp;

import dev.steward.configuration.HostPort;
import dev.steward.server.settings.ListenAddress;
import dev.steward.server.settings.PortTakenException;
import dev.steward.server.settings.ServerKeys;
import dev.steward.server.settings.ServerSettings;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** OTLP over gRPC, where it is configured: plaintext, gzip or none. */
@Component
public final class OtlpGrpcDoor implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpGrpcDoor.class);
  private static final int DRAIN_SECONDS = 5;

  private final Optional<HostPort> listen;
  private final OtlpServices services;
  private @Nullable EventLoopGroup loop;
  private @Nullable Server server;

  OtlpGrpcDoor(ServerSettings settings, OtlpServices services) {
    this.listen = settings.otlp().grpc();
    this.services = services;
  }

  /** Where the door listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) Objects.requireNonNull(server, "started").getListenSockets().get(0);
  }

  @Override
  public void start() {
    listen.ifPresent(this::start);
  }

  private void start(HostPort address) {
    InetSocketAddress bound = ListenAddress.of(address, ServerKeys.OTLP_GRPC);
    EventLoopGroup started = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    loop = started;
    try {
      server =
          NettyServerBuilder.forAddress(bound)
              .bossEventLoopGroup(started)
              .workerEventLoopGroup(started)
              .channelType(NioServerSocketChannel.class)
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .maxInboundMessageSize(OtlpRequests.MAX_BYTES)
              .permitKeepAliveTime(10, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true)
              .addService(services.logs())
              .addService(services.metrics())
              .build()
              .start();
    } catch (IOException e) {
      stop();
      throw new PortTakenException(address, "--otlp-grpc", ServerKeys.OTLP_GRPC, e);
    }
    LOG.info("OTLP/gRPC is taken at {}", address());
  }

  @Override
  public void stop() {
    Server stopping = server;
    server = null;
    if (stopping != null) {
      try {
        if (!stopping.shutdown().awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
          stopping.shutdownNow();
        }
      } catch (InterruptedException e) {
        stopping.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
    if (loop != null) {
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      loop = null;
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }

  /** Opens before the web server and closes after it. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 4096;
  }
}
