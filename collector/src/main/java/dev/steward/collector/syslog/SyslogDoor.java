package dev.steward.collector.syslog;

import dev.steward.collector.batch.Intake;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.DatagramChannel;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes syslog over UDP and TCP on one port. What was read is in the queue soon; what a sender
 * holds back or the network loses never was here.
 */
public final class SyslogDoor implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SyslogDoor.class);
  private static final int MAX_CONNECTIONS = 256;

  private final SyslogLines lines;
  private final SyslogCounters counters;
  private final DatagramChannel datagrams;
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

  private SyslogDoor(
      SyslogLines lines,
      SyslogCounters counters,
      DatagramChannel datagrams,
      ServerSocket listener) {
    this.lines = lines;
    this.counters = counters;
    this.datagrams = datagrams;
    this.listener = listener;
  }

  /**
   * Opens the door; nothing is read before {@link #start}.
   *
   * @param host the host of messages that come from this machine and name none
   * @throws IOException if the port cannot be had
   */
  public static SyslogDoor open(InetSocketAddress address, String host, Intake intake, Clock clock)
      throws IOException {
    SyslogCounters counters = new SyslogCounters();
    SyslogLines lines = new SyslogLines(intake, counters, clock, host);
    ServerSocket listener = new ServerSocket();
    try {
      listener.bind(address);
      // With port 0, the system chooses for TCP, and UDP takes the same.
      InetSocketAddress same = new InetSocketAddress(address.getAddress(), listener.getLocalPort());
      return new SyslogDoor(lines, counters, DatagramReader.bind(same), listener);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  /** Starts to read. */
  public void start() {
    Thread.ofPlatform().name("syslog-udp").start(new DatagramReader(datagrams, lines));
    Thread.ofPlatform().name("syslog-tcp").start(this::accept);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** What happened so far. */
  public SyslogCounters counters() {
    return counters;
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

  /** Shuts the door and all connections. */
  @Override
  public void close() throws IOException {
    listener.close();
    datagrams.close();
    for (Socket socket : connections) {
      socket.close();
    }
  }
}
