package dev.steward.server.syslog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads syslog over UDP, one message a datagram (RFC 5426), on a thread of its own. */
final class DatagramReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramReader.class);

  /** Asked of the system for bursts; it may give less. */
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  private final DatagramChannel channel;
  private final SyslogIntake intake;
  private final LogBuffer buffer;
  private final SyslogMetrics counters;
  private final Thread thread;
  private @Nullable InetAddress lastPeer;
  private String lastPeerText = "";

  private DatagramReader(
      DatagramChannel channel, SyslogIntake intake, LogBuffer buffer, SyslogMetrics counters) {
    this.channel = channel;
    this.intake = intake;
    this.buffer = buffer;
    this.counters = counters;
    this.thread = Thread.ofPlatform().daemon().name("syslog-udp").unstarted(this::run);
  }

  /** Binds and starts to read. */
  static DatagramReader start(
      InetSocketAddress address, SyslogIntake intake, LogBuffer buffer, SyslogMetrics counters)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    DatagramReader reader = new DatagramReader(channel, intake, buffer, counters);
    reader.thread.start();
    return reader;
  }

  private void run() {
    byte[] bytes = new byte[SyslogIntake.MAX_MESSAGE_BYTES];
    ByteBuffer into = ByteBuffer.wrap(bytes);
    while (channel.isOpen()) {
      try {
        into.clear();
        InetSocketAddress peer = (InetSocketAddress) channel.receive(into);
        if (buffer.hasRoom()) {
          intake.message(bytes, into.position(), text(peer.getAddress()));
        } else {
          counters.lost("full", 1);
        }
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | RuntimeException e) {
        LOG.warn("A datagram could not be read", e);
      }
    }
  }

  /** Most datagrams come from the peer of the one before. */
  private String text(InetAddress peer) {
    if (!peer.equals(lastPeer)) {
      lastPeer = peer;
      lastPeerText = peer.getHostAddress();
    }
    return lastPeerText;
  }

  @Override
  public void close() throws IOException {
    channel.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
