package dev.steward.collector.syslog;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts connections of syslog senders and reads each with a virtual thread of its own. Closing it
 * closes them all.
 */
final class ConnectionListener implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionListener.class);
  private static final int MAX_CONNECTIONS = 256;

  private final ServerSocket listener;
  private final SyslogLines lines;
  private final SyslogCounters counters;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  /** Owns the socket from now on. */
  ConnectionListener(ServerSocket listener, SyslogLines lines, SyslogCounters counters) {
    this.listener = listener;
    this.lines = lines;
    this.counters = counters;
  }

  /** Starts to accept. */
  void start(String name) {
    Thread.ofPlatform().name(name).start(this::accept);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        take(listener.accept());
      } catch (SocketException e) {
        if (!listener.isClosed()) {
          LOG.warn("A syslog connection could not be accepted", e);
        }
      } catch (IOException e) {
        LOG.warn("A syslog connection could not be accepted", e);
      }
    }
  }

  private void take(Socket socket) throws IOException {
    if (connections.size() >= MAX_CONNECTIONS) {
      counters.refusedConnections.increment();
      socket.close();
      return;
    }
    connections.add(socket);
    counters.connections.incrementAndGet();
    ConnectionReader reader = new ConnectionReader(socket, lines, counters);
    Thread.ofVirtual()
        .name("syslog-connection")
        .start(() -> {
          try {
            reader.run();
          } finally {
            connections.remove(socket);
          }
        });
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : connections) {
      socket.close();
    }
  }
}
