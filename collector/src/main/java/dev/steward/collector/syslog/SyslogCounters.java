package dev.steward.collector.syslog;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What has happened at the syslog door. Safe for any thread. */
public final class SyslogCounters {
  final LongAdder messages = new LongAdder();
  final LongAdder malformed = new LongAdder();
  final LongAdder truncated = new LongAdder();
  final LongAdder refusedConnections = new LongAdder();
  final AtomicInteger connections = new AtomicInteger();

  SyslogCounters() {}

  /** Messages taken. */
  public long messages() {
    return messages.sum();
  }

  /** Messages without a header that could be read; they are kept as raw text. */
  public long malformed() {
    return malformed.sum();
  }

  /** Messages that were too long, or broke off with their connection. */
  public long truncated() {
    return truncated.sum();
  }

  /** Connections that were refused because there were too many. */
  public long refusedConnections() {
    return refusedConnections.sum();
  }

  /** Connections that are open now. */
  public int connections() {
    return connections.get();
  }
}
