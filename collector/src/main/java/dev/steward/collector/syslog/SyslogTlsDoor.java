package dev.steward.collector.syslog;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.tls.PemFiles;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import javax.net.ssl.SSLServerSocket;

/**
 * Takes syslog over TLS (RFC 5425). Where authorities are given, only senders with a certificate of
 * theirs are heard.
 */
public final class SyslogTlsDoor implements Closeable {
  private final SyslogCounters counters;
  private final ConnectionListener connections;

  private SyslogTlsDoor(SyslogCounters counters, ConnectionListener connections) {
    this.counters = counters;
    this.connections = connections;
  }

  /**
   * Opens the door; nothing is read before {@link #start}.
   *
   * @throws IOException if the port cannot be had or the files cannot be used
   */
  public static SyslogTlsDoor open(
      InetSocketAddress address, PemFiles files, String host, Intake intake, Clock clock)
      throws IOException {
    SSLServerSocket listener =
        (SSLServerSocket) files.context().getServerSocketFactory().createServerSocket();
    try {
      listener.setNeedClientAuth(files.authorities().isPresent());
      listener.bind(address);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    SyslogCounters counters = new SyslogCounters();
    SyslogLines lines = new SyslogLines(intake, counters, clock, host);
    return new SyslogTlsDoor(counters, new ConnectionListener(listener, lines, counters));
  }

  /** Starts to read. */
  public void start() {
    connections.start("syslog-tls");
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return connections.address();
  }

  /** What happened so far. */
  public SyslogCounters counters() {
    return counters;
  }

  @Override
  public void close() throws IOException {
    connections.close();
  }
}
