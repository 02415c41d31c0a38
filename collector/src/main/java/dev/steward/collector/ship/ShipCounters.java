package dev.steward.collector.ship;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What happened between an agent and one server. Safe for any thread. */
public final class ShipCounters {
  final LongAdder batches = new LongAdder();
  final LongAdder payloadBytes = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder reconnects = new LongAdder();
  volatile boolean connected;

  private final Set<String> reasons = ConcurrentHashMap.newKeySet();

  ShipCounters() {}

  /** Whether this reason of a refusal was not seen before. */
  boolean isFirst(String reason) {
    return reasons.size() < 100 && reasons.add(reason);
  }

  /** Batches sent, those sent again included. */
  public long batches() {
    return batches.sum();
  }

  /** Payload bytes sent, compressed. */
  public long payloadBytes() {
    return payloadBytes.sum();
  }

  /** Lines and samples that the server did not keep. */
  public long refused() {
    return refused.sum();
  }

  /** Connections that were lost or could not be made. */
  public long reconnects() {
    return reconnects.sum();
  }

  /** Whether the server has answered on the current connection. */
  public boolean isConnected() {
    return connected;
  }
}
