package dev.steward.server.grpc;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A gRPC server on one address: one thread for its connections, a virtual thread for each call.
 * Safe for any thread.
 */
public final class GrpcListener {
  private static final int DRAIN_SECONDS = 5;

  private final EventLoopGroup loop;
  private final Server server;

  private GrpcListener(EventLoopGroup loop, Server server) {
    this.loop = loop;
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param doors adds services, bounds and what protects the connections
   * @throws IOException if the address cannot be had
   */
  public static GrpcListener start(InetSocketAddress address, Consumer<NettyServerBuilder> doors)
      throws IOException {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      NettyServerBuilder builder =
          NettyServerBuilder.forAddress(address)
              .bossEventLoopGroup(loop)
              .workerEventLoopGroup(loop)
              .channelType(NioServerSocketChannel.class)
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .permitKeepAliveTime(10, TimeUnit.SECONDS)
              .permitKeepAliveWithoutCalls(true);
      doors.accept(builder);
      return new GrpcListener(loop, builder.build().start());
    } catch (IOException | RuntimeException e) {
      end(loop);
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.getListenSockets().get(0);
  }

  /**
   * Takes no new call, lets calls under way end for a while, and closes what is left.
   *
   * @param drain tells calls that run for long to end
   */
  public void stop(Runnable drain) {
    server.shutdown();
    drain.run();
    try {
      if (!server.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      server.shutdownNow();
      Thread.currentThread().interrupt();
    }
    end(loop);
  }

  private static void end(EventLoopGroup loop) {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
