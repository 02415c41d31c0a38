package dev.steward.collector.syslog;

import dev.steward.collector.batch.Intake;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.DatagramChannel;
import java.time.Clock;

/**
 * Takes syslog over UDP and TCP on one port. What was read is in the queue soon; what a sender
 * holds back or the network loses never was here.
 */
public final class SyslogDoor implements Closeable {
  private final SyslogLines lines;
  private final SyslogCounters counters;
  private final DatagramChannel datagrams;
  private final ConnectionListener connections;

  private SyslogDoor(
      SyslogLines lines,
      SyslogCounters counters,
      DatagramChannel datagrams,
      ConnectionListener connections) {
    this.lines = lines;
    this.counters = counters;
    this.datagrams = datagrams;
    this.connections = connections;
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
      return new SyslogDoor(
          lines,
          counters,
          DatagramReader.bind(same),
          new ConnectionListener(listener, lines, counters));
    } catch (IOException e) {
      listener.close();
      throw e;
    }
  }

  /** Starts to read. */
  public void start() {
    Thread.ofPlatform().name("syslog-udp").start(new DatagramReader(datagrams, lines));
    connections.start("syslog-tcp");
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return connections.address();
  }

  /** What happened so far. */
  public SyslogCounters counters() {
    return counters;
  }

  /** Shuts the door and all connections. */
  @Override
  public void close() throws IOException {
    datagrams.close();
    connections.close();
  }
}
