package dev.steward.server.syslog;

import dev.steward.formats.syslog.SyslogMessage;
import dev.steward.formats.syslog.SyslogParser;
import dev.steward.formats.syslog.SyslogSession;
import dev.steward.formats.syslog.SyslogStreams;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Reads the messages of one transport and buffers them as log entries. One parser, with its caches,
 * serves all connections, one at a time. Safe for any thread.
 */
final class SyslogIntake {
  /** Longest message. */
  static final int MAX_MESSAGE_BYTES = 64 * 1024;

  private final String transport;
  private final LogBuffer buffer;
  private final SyslogMetrics counters;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  /** Guarded by the lock, as is {@link #streams}. */
  private final SyslogParser parser = new SyslogParser(ZoneId.systemDefault());

  private final SyslogStreams streams = new SyslogStreams();

  /** Messages since they were last counted. Guarded by the lock. */
  private long messages;

  private long malformed;

  SyslogIntake(String transport, LogBuffer buffer, SyslogMetrics counters, Clock clock) {
    this.transport = transport;
    this.buffer = buffer;
    this.counters = counters;
    this.clock = clock;
  }

  /** Takes one message. */
  void message(byte[] bytes, int length, String peer) {
    locked(() -> store(parser.parse(bytes, 0, length, now(), peer)));
  }

  /** Starts a connection; the connection belongs to one thread. */
  Connection connection(String peer) {
    return new Connection(new SyslogSession(parser, MAX_MESSAGE_BYTES, peer));
  }

  private void store(SyslogMessage message) {
    messages++;
    malformed += message.malformed() ? 1 : 0;
    buffer.add(streams.stream(message), streams.entry(message));
  }

  private long now() {
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000L + now.getNano();
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      counters.messages(transport, messages, malformed);
      messages = 0;
      malformed = 0;
      lock.unlock();
    }
  }

  /** The messages of one connection. */
  final class Connection {
    private final SyslogSession session;
    private final Consumer<SyslogMessage> sink = SyslogIntake.this::store;

    private Connection(SyslogSession session) {
      this.session = session;
    }

    /** Takes bytes that arrived. */
    void bytes(byte[] bytes, int length) {
      locked(() -> session.feed(bytes, 0, length, now(), sink));
    }

    /** Says that nothing came for a while. */
    void idle() {
      locked(() -> session.idle(now(), sink));
    }

    /** Says that the connection ended. */
    void end() {
      locked(() -> session.end(now(), sink));
      counters.truncated(session.truncated());
    }
  }
}
