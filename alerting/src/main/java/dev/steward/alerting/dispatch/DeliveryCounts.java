package dev.steward.alerting.dispatch;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many notifications were sent and failed, by kind of receiver. Safe for any thread. */
public final class DeliveryCounts {
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  private static final class Kind {
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
  }

  /**
   * Counts of a kind.
   *
   * @param attempts all
   * @param failed those among them that failed
   * @param seconds that those took that did not
   */
  public record Count(long attempts, long failed, double seconds) {}

  private Kind kind(String name) {
    return kinds.computeIfAbsent(name, same -> new Kind());
  }

  void sent(String kind, long nanos) {
    kind(kind).sent.increment();
    kind(kind).nanos.add(nanos);
  }

  void failed(String kind) {
    kind(kind).failed.increment();
  }

  /** The counts by kind. */
  public Map<String, Count> all() {
    Map<String, Count> all = new TreeMap<>();
    kinds.forEach((name, kind) ->
        all.put(
            name,
            new Count(
                kind.sent.sum() + kind.failed.sum(), kind.failed.sum(), kind.nanos.sum() / 1e9)));
    return all;
  }
}
