package dev.steward.collector.syslog;

import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.formats.syslog.SyslogParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads syslog datagrams: one message each (RFC 5426). */
final class DatagramReader implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramReader.class);

  /** What the kernel keeps while this agent waits for its disk; it may grant less. */
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;

  private final DatagramChannel channel;
  private final SyslogLines lines;
  private final SyslogParser parser = new SyslogParser(ZoneId.systemDefault());
  private final ByteBuffer buffer = ByteBuffer.allocate(65_535);

  DatagramReader(DatagramChannel channel, SyslogLines lines) {
    this.channel = channel;
    this.lines = lines;
  }

  static DatagramChannel bind(InetSocketAddress address) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      return channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void run() {
    while (channel.isOpen()) {
      try {
        @Nullable InetSocketAddress sender = (InetSocketAddress) channel.receive(buffer.clear());
        String peer = lines.peer(sender);
        lines.add(parser.parse(buffer.array(), 0, buffer.position(), lines.nowNanos(), peer));
      } catch (ClosedChannelException | IntakeClosedException e) {
        return;
      } catch (IOException e) {
        LOG.warn("A syslog datagram could not be received", e);
      }
    }
  }
}
