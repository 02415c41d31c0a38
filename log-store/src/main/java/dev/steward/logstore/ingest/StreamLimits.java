package dev.steward.logstore.ingest;

import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.model.Labels;
import java.time.Clock;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Limits how many streams a host may have within an hour, so that a label that changes with every
 * line cannot take the memory of all. For one thread.
 */
final class StreamLimits {
  private static final String HOST = "host";
  private static final String MARK = "stream_limit";
  private static final int IDLE_MINUTES = 60;

  private final StreamRegistry registry;
  private final Clock clock;
  private final int maxPerHost;
  private final int max;
  private final BitSet admitted = new BitSet();
  private final Map<String, Integer> perHost = new HashMap<>();
  private final Map<String, Labels> fallbacks = new HashMap<>();
  private int count;

  /** By stream number: minutes since the Unix epoch when it was admitted last. */
  private int[] usedAt = new int[256];

  /** Whether a stream was sent away since idle ones were forgotten. */
  private boolean pressed;

  StreamLimits(StreamRegistry registry, Clock clock, int maxPerHost, int max) {
    this.registry = registry;
    this.clock = clock;
    this.maxPerHost = maxPerHost;
    this.max = max;
  }

  /** The number of a stream, or -1 where it may not be kept as itself. */
  int admit(Labels stream) {
    int id = registry.find(stream);
    if (id >= 0 && admitted.get(id)) {
      usedAt[id] = now();
      return id;
    }
    String host = stream.valueOrEmpty(HOST);
    int ofHost = perHost.getOrDefault(host, 0);
    if ((count >= max || ofHost >= maxPerHost) && !stream.has(MARK)) {
      pressed = true;
      return -1;
    }
    perHost.put(host, ofHost + 1);
    count++;
    int added = registry.id(stream);
    admitted.set(added);
    if (added >= usedAt.length) {
      usedAt = Arrays.copyOf(usedAt, Math.max(added + 1, 2 * usedAt.length));
    }
    usedAt[added] = now();
    return added;
  }

  private int now() {
    return (int) TimeUnit.MILLISECONDS.toMinutes(clock.millis());
  }

  /** Whether idle streams should be forgotten, since there was no room for others. */
  boolean isPressed() {
    return pressed;
  }

  /** Whether nothing came for a stream for an hour. */
  boolean isIdle(int id) {
    return !admitted.get(id) || now() - usedAt[id] >= IDLE_MINUTES;
  }

  /** Gives the places of streams to others; called while the registry still knows their labels. */
  void forget(BitSet ids) {
    pressed = false;
    for (int id = ids.nextSetBit(0); id >= 0; id = ids.nextSetBit(id + 1)) {
      if (admitted.get(id)) {
        admitted.clear(id);
        count--;
        perHost.computeIfPresent(
            registry.labels(id).valueOrEmpty(HOST), (host, of) -> of == 1 ? null : of - 1);
      }
    }
  }

  /** The stream that keeps what its own stream may not. */
  Labels fallback(Labels stream) {
    String host = perHost.containsKey(stream.valueOrEmpty(HOST)) ? stream.valueOrEmpty(HOST) : "";
    return fallbacks.computeIfAbsent(
        host,
        name ->
            (name.isEmpty()
                    ? Labels.of("service_name", "unknown_service", MARK, "reached")
                    : Labels.of(HOST, name, "service_name", "unknown_service", MARK, "reached"))
                .interned());
  }
}
