package dev.steward.collector.syslog;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.formats.syslog.SyslogMessage;
import dev.steward.formats.syslog.SyslogParser;
import dev.steward.formats.syslog.SyslogSession;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes syslog at a stream socket with a path. Messages end with a NUL, as the C library sends
 * them, or with a line feed.
 */
public final class SyslogStreamSocket implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SyslogStreamSocket.class);
  private static final int MAX_CONNECTIONS = 256;
  private static final int MAX_MESSAGE_BYTES = 256 << 10;
  private static final int BUFFER_BYTES = 16 << 10;

  private final Path path;
  private final ServerSocketChannel listener;
  private final SyslogLines lines;
  private final SyslogCounters counters;
  private final String host;
  private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();

  private SyslogStreamSocket(
      Path path,
      ServerSocketChannel listener,
      SyslogLines lines,
      SyslogCounters counters,
      String host) {
    this.path = path;
    this.listener = listener;
    this.lines = lines;
    this.counters = counters;
    this.host = host;
  }

  /**
   * Makes the socket, in place of one that is there; nothing is read before {@link #start}.
   *
   * @throws IOException if the path cannot be had
   */
  public static SyslogStreamSocket open(Path path, String host, Intake intake, Clock clock)
      throws IOException {
    Files.deleteIfExists(path);
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      listener.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    SyslogCounters counters = new SyslogCounters();
    SyslogLines lines = new SyslogLines(intake, counters, clock, host);
    return new SyslogStreamSocket(path, listener, lines, counters, host);
  }

  /** Starts to read. */
  public void start() {
    Thread.ofVirtual().name("syslog-stream").start(this::accept);
  }

  /** What happened so far. */
  public SyslogCounters counters() {
    return counters;
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        take(listener.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        LOG.warn("A syslog connection could not be accepted", e);
      }
    }
  }

  private void take(SocketChannel connection) throws IOException {
    if (connections.size() >= MAX_CONNECTIONS) {
      counters.refusedConnections.increment();
      connection.close();
      return;
    }
    connections.add(connection);
    counters.connections.incrementAndGet();
    Thread.ofVirtual().name("syslog-connection").start(() -> read(connection));
  }

  private void read(SocketChannel connection) {
    SyslogSession session =
        new SyslogSession(new SyslogParser(ZoneId.systemDefault()), MAX_MESSAGE_BYTES, host);
    try (connection) {
      read(connection, session);
    } catch (AsynchronousCloseException | IntakeClosedException e) {
      // The agent is stopping.
    } catch (IOException e) {
      LOG.debug("A syslog connection broke", e);
    } finally {
      counters.truncated.add(session.truncated());
      counters.connections.decrementAndGet();
      connections.remove(connection);
    }
  }

  private void read(SocketChannel connection, SyslogSession session)
      throws IOException, IntakeClosedException {
    List<SyslogMessage> messages = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    boolean open = true;
    while (open) {
      int count = connection.read(buffer.clear());
      open = count >= 0;
      if (open) {
        endLines(buffer.array(), count);
        session.feed(buffer.array(), 0, count, lines.nowNanos(), messages::add);
      } else {
        session.end(lines.nowNanos(), messages::add);
      }
      for (SyslogMessage message : messages) {
        lines.add(message);
      }
      messages.clear();
    }
  }

  /** A NUL ends a message here, whatever follows it. */
  private static void endLines(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      if (bytes[i] == 0) {
        bytes[i] = '\n';
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (SocketChannel connection : connections) {
      connection.close();
    }
    Files.deleteIfExists(path);
  }
}
