package dev.steward.collector.syslog;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.collector.input.Complaints;
import dev.steward.collector.input.InputThread;
import dev.steward.formats.syslog.SyslogParser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;

/** Takes syslog at a datagram socket with a path, as programs write to {@code /dev/log}. */
public final class SyslogSocket implements Closeable {
  private static final int MAX_MESSAGE_BYTES = 256 << 10;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final UnixDatagramSocket socket;
  private final SyslogLines lines;
  private final SyslogCounters counters;
  private final String host;
  private final Complaints complaints = new Complaints();
  private final InputThread thread = new InputThread("syslog-socket", this::run);

  private SyslogSocket(
      UnixDatagramSocket socket, SyslogLines lines, SyslogCounters counters, String host) {
    this.socket = socket;
    this.lines = lines;
    this.counters = counters;
    this.host = host;
  }

  /**
   * Makes the socket, in place of one that is there; nothing is read before {@link #start}.
   *
   * @throws IOException if the path cannot be had
   */
  public static SyslogSocket open(Path path, String host, Intake intake, Clock clock)
      throws IOException {
    SyslogCounters counters = new SyslogCounters();
    SyslogLines lines = new SyslogLines(intake, counters, clock, host);
    return new SyslogSocket(UnixDatagramSocket.bind(path), lines, counters, host);
  }

  /** Starts to read. */
  public void start() {
    thread.start();
  }

  /** What happened so far. */
  public SyslogCounters counters() {
    return counters;
  }

  private void run() throws IntakeClosedException {
    SyslogParser parser = new SyslogParser(ZoneId.systemDefault());
    byte[] message = new byte[MAX_MESSAGE_BYTES];
    do {
      try {
        for (int count = socket.receive(message); count >= 0; count = socket.receive(message)) {
          lines.add(parser.parse(message, 0, count, lines.nowNanos(), host));
        }
      } catch (IOException e) {
        complaints.add("syslog socket", String.valueOf(e.getMessage()));
      }
    } while (thread.pause(PAUSE));
  }

  @Override
  public void close() throws IOException {
    thread.stop();
    socket.stop();
    thread.join();
    socket.close();
  }
}
