package dev.steward.server.syslog;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads syslog over TCP (RFC 6587), with a virtual thread for each connection. */
final class ConnectionReader implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionReader.class);
  private static final int MAX_CONNECTIONS = 512;
  private static final int READ_BYTES = 16 * 1024;

  /** How long a frame is held for what might follow it. */
  private static final int QUIET_MILLIS = 200;

  private final ServerSocket server;
  private final SyslogIntake intake;
  private final LogBuffer buffer;
  private final SyslogMetrics counters;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private ConnectionReader(
      ServerSocket server, SyslogIntake intake, LogBuffer buffer, SyslogMetrics counters) {
    this.server = server;
    this.intake = intake;
    this.buffer = buffer;
    this.counters = counters;
  }

  /** Binds and starts to accept. */
  static ConnectionReader start(
      InetSocketAddress address, SyslogIntake intake, LogBuffer buffer, SyslogMetrics counters)
      throws IOException {
    ServerSocket server = new ServerSocket();
    try {
      server.bind(address);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    ConnectionReader reader = new ConnectionReader(server, intake, buffer, counters);
    reader.threads.execute(reader::accept);
    return reader;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        if (connections.size() >= MAX_CONNECTIONS) {
          LOG.warn(
              "Syslog sender {} refused: {} connections (expected: at most {})",
              connection.getInetAddress(),
              connections.size() + 1,
              MAX_CONNECTIONS);
          connection.close();
        } else {
          connections.add(connection);
          threads.execute(() -> read(connection));
        }
      } catch (IOException e) {
        if (!server.isClosed()) {
          LOG.warn("A syslog connection could not be accepted", e);
        }
      }
    }
  }

  private void read(Socket socket) {
    counters.connected();
    SyslogIntake.Connection connection =
        intake.connection(socket.getInetAddress().getHostAddress());
    try (socket) {
      read(socket, connection);
    } catch (SocketException e) {
      LOG.debug("Syslog connection of {} broke", socket.getInetAddress(), e);
    } catch (IOException | RuntimeException e) {
      LOG.warn("Syslog connection of {} failed", socket.getInetAddress(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      connection.end();
      connections.remove(socket);
      counters.disconnected();
    }
  }

  private void read(Socket socket, SyslogIntake.Connection connection)
      throws IOException, InterruptedException {
    InputStream input = socket.getInputStream();
    byte[] bytes = new byte[READ_BYTES];
    while (true) {
      buffer.awaitRoom();
      try {
        int length = input.read(bytes);
        if (length < 0) {
          return;
        }
        connection.bytes(bytes, length);
        socket.setSoTimeout(QUIET_MILLIS);
      } catch (SocketTimeoutException e) {
        connection.idle();
        socket.setSoTimeout(0);
      }
    }
  }

  /** Closes all connections; what was read of them is in the buffer afterwards. */
  @Override
  public void close() throws IOException {
    server.close();
    for (Socket connection : connections) {
      connection.close();
    }
    threads.close();
  }
}
