package dev.steward.collector.syslog;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.formats.syslog.SyslogMessage;
import dev.steward.formats.syslog.SyslogStreams;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hands syslog messages to the intake as lines of streams. Safe for any thread. */
final class SyslogLines {
  private final Intake intake;
  private final SyslogCounters counters;
  private final Clock clock;
  private final String host;

  /** Guarded by this. */
  private final SyslogStreams streams = new SyslogStreams();

  SyslogLines(Intake intake, SyslogCounters counters, Clock clock, String host) {
    this.intake = intake;
    this.counters = counters;
    this.clock = clock;
    this.host = host;
  }

  /** Adds a message; waits while the queue is slower than the senders. */
  void add(SyslogMessage message) throws IntakeClosedException {
    Labels stream;
    LogEntry entry;
    synchronized (this) {
      stream = streams.stream(message);
      entry = streams.entry(message);
    }
    Line line = entry.line();
    intake.add(sink ->
        sink.line(
            stream,
            entry.timestampNanos(),
            line.array(),
            line.offset(),
            line.length(),
            entry.metadata()));
    counters.messages.increment();
    if (message.malformed()) {
      counters.malformed.increment();
    }
  }

  /** Nanoseconds since the Unix epoch. */
  long nowNanos() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  /** The host of messages that name none: this one, if they come from itself. */
  String peer(@Nullable InetSocketAddress sender) {
    InetAddress address = sender == null ? null : sender.getAddress();
    return address == null || address.isLoopbackAddress() ? host : address.getHostAddress();
  }
}
