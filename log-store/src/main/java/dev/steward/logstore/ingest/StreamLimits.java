package dev.steward.logstore.ingest;

import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.model.Labels;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many streams a host may have, so that a label that changes with every line cannot take
 * the memory of all. For one thread.
 */
final class StreamLimits {
  private static final String HOST = "host";
  private static final String MARK = "stream_limit";

  private final StreamRegistry registry;
  private final int maxPerHost;
  private final int max;
  private final BitSet admitted = new BitSet();
  private final Map<String, Integer> perHost = new HashMap<>();
  private final Map<String, Labels> fallbacks = new HashMap<>();
  private int count;

  StreamLimits(StreamRegistry registry, int maxPerHost, int max) {
    this.registry = registry;
    this.maxPerHost = maxPerHost;
    this.max = max;
  }

  /** The number of a stream, or -1 where it may not be kept as itself. */
  int admit(Labels stream) {
    int id = registry.find(stream);
    if (id >= 0 && admitted.get(id)) {
      return id;
    }
    String host = stream.valueOrEmpty(HOST);
    int ofHost = perHost.getOrDefault(host, 0);
    if ((count >= max || ofHost >= maxPerHost) && !stream.has(MARK)) {
      return -1;
    }
    perHost.put(host, ofHost + 1);
    count++;
    int added = registry.id(stream);
    admitted.set(added);
    return added;
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
