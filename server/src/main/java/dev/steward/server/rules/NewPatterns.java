package dev.steward.server.rules;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.PatternCounts;
import dev.steward.spi.store.QueryContext;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts the shapes of lines that services showed for the first time within the last ten minutes,
 * for rules that ask whether a change brought errors which nobody saw before. Safe for any thread.
 */
@Component
final class NewPatterns {
  private static final Logger LOG = LoggerFactory.getLogger(NewPatterns.class);
  private static final Duration SPAN = Duration.ofMinutes(10);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final long MAX_AGE_MILLIS = 30_000;
  private static final long MAX_BYTES = 1L << 30;

  /** Past so many series the rest is counted as one: a flood of streams must not become metrics. */
  private static final int MAX_SERIES = 500;

  private static final Key OTHERS = new Key("", "", "");

  private record Key(String host, String service, String level) {}

  private final LogStore logs;
  private final Clock clock;

  /** Guarded by this. */
  private Map<Key, Integer> counts = Map.of();

  /** Guarded by this. */
  private long countedAtMillis = Long.MIN_VALUE / 2;

  NewPatterns(LogStore logs, Clock clock, PrometheusRegistry registry) {
    this.logs = logs;
    this.clock = clock;
    GaugeWithCallback.builder()
        .name("steward_log_new_patterns")
        .help("Shapes of lines that a service showed for the first time in the last ten minutes.")
        .labelNames("host", "service_name", "level")
        .callback(callback ->
            counts()
                .forEach(
                    (key, count) -> callback.call(count, key.host(), key.service(), key.level())))
        .register(registry);
  }

  private synchronized Map<Key, Integer> counts() {
    long now = clock.millis();
    if (now - countedAtMillis > MAX_AGE_MILLIS) {
      countedAtMillis = now;
      counts = counted(now);
    }
    return counts;
  }

  private Map<Key, Integer> counted(long nowMillis) {
    TimeRange range =
        new TimeRange((nowMillis - SPAN.toMillis()) * 1_000_000, nowMillis * 1_000_000);
    try {
      QueryContext context = new QueryContext(System::nanoTime, TIMEOUT, Long.MAX_VALUE, MAX_BYTES);
      return counted(logs.newPatterns(Selector.ALL, range, context));
    } catch (StewardException e) {
      LOG.warn("New patterns could not be counted: {}", e.getMessage());
      return Map.of();
    }
  }

  private static Map<Key, Integer> counted(List<PatternCounts> patterns) {
    Map<Key, Integer> counted = new HashMap<>();
    for (PatternCounts pattern : patterns) {
      Labels stream = pattern.stream();
      Key key =
          new Key(
              stream.valueOrEmpty("host"), stream.valueOrEmpty("service_name"), pattern.level());
      boolean full = counted.size() >= MAX_SERIES && !counted.containsKey(key);
      counted.merge(full ? OTHERS : key, 1, Integer::sum);
    }
    return counted;
  }
}
