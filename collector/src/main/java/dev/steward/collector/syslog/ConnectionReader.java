package dev.steward.collector.syslog;

import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.formats.syslog.SyslogMessage;
import dev.steward.formats.syslog.SyslogParser;
import dev.steward.formats.syslog.SyslogSession;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the syslog messages of one TCP or TLS connection (RFC 6587, RFC 5425). */
final class ConnectionReader implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionReader.class);
  private static final int MAX_MESSAGE_BYTES = 256 << 10;
  private static final int IDLE_MILLIS = 200;
  private static final int HANDSHAKE_MILLIS = 10_000;
  private static final int BUFFER_BYTES = 16 << 10;

  private final Socket socket;
  private final SyslogLines lines;
  private final SyslogCounters counters;
  private final SyslogSession session;
  private final List<SyslogMessage> messages = new ArrayList<>();

  ConnectionReader(Socket socket, SyslogLines lines, SyslogCounters counters) {
    this.socket = socket;
    this.lines = lines;
    this.counters = counters;
    String peer = lines.peer((InetSocketAddress) socket.getRemoteSocketAddress());
    this.session =
        new SyslogSession(new SyslogParser(ZoneId.systemDefault()), MAX_MESSAGE_BYTES, peer);
  }

  @Override
  public void run() {
    try (socket) {
      if (socket instanceof SSLSocket secured) {
        // Whoever connects and says nothing is not waited for.
        secured.setSoTimeout(HANDSHAKE_MILLIS);
        secured.startHandshake();
      }
      socket.setSoTimeout(IDLE_MILLIS);
      read(socket.getInputStream());
    } catch (SSLException e) {
      counters.refusedConnections.increment();
      LOG.debug("A syslog connection over TLS failed", e);
    } catch (IOException e) {
      LOG.debug("A syslog connection broke", e);
    } catch (IntakeClosedException e) {
      // The agent is stopping.
    } finally {
      counters.truncated.add(session.truncated());
      counters.connections.decrementAndGet();
    }
  }

  private void read(InputStream input) throws IOException, IntakeClosedException {
    byte[] buffer = new byte[BUFFER_BYTES];
    boolean open = true;
    while (open) {
      try {
        int count = input.read(buffer);
        open = count >= 0;
        if (open) {
          session.feed(buffer, 0, count, lines.nowNanos(), messages::add);
        } else {
          session.end(lines.nowNanos(), messages::add);
        }
      } catch (SocketTimeoutException e) {
        session.idle(lines.nowNanos(), messages::add);
      }
      for (SyslogMessage message : messages) {
        lines.add(message);
      }
      messages.clear();
    }
  }
}
