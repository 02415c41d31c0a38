package dev.steward.server.console;

import dev.steward.query.logql.LogResult;
import dev.steward.query.logql.LogqlEngine;
import dev.steward.server.http.QueryLimits;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.GoQuoting;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.Direction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Answers the page's log search: a LogQL query, or plain words that a line must hold. */
@Component
final class LogSearch {
  private static final int MAX_ROWS = 200;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** Every line that came through an agent or the syslog door has one of these. */
  private static final String EVERY_STREAM = "{service_name=~\".+\"}";

  private final LogqlEngine engine;
  private final QueryLimits limits;
  private final Clock clock;

  LogSearch(LogqlEngine engine, QueryLimits limits, Clock clock) {
    this.engine = engine;
    this.limits = limits;
    this.clock = clock;
  }

  /** Searches the time before now; nothing asked stands for every line. */
  FoundLines search(String asked, Duration since) {
    Instant end = clock.instant();
    return search(asked, end.minus(since), end);
  }

  /** Searches the time between two moments, the second not included. */
  FoundLines search(String asked, Instant from, Instant to) {
    String query = toLogql(asked.strip());
    List<LogRow> rows = new ArrayList<>();
    try (LogResult result =
        engine.logs(
            query,
            from.toEpochMilli() * NANOS_PER_MILLI,
            to.toEpochMilli() * NANOS_PER_MILLI,
            Direction.BACKWARD,
            MAX_ROWS + 1,
            limits.newContext())) {
      while (result.next()) {
        rows.add(row(result));
      }
    } catch (StewardException e) {
      return new FoundLines(query, List.of(), false, e.getMessage());
    }
    boolean more = rows.size() > MAX_ROWS;
    return new FoundLines(query, more ? rows.subList(0, MAX_ROWS) : rows, more, null);
  }

  private static String toLogql(String asked) {
    if (asked.startsWith("{")) {
      return asked;
    }
    return asked.isEmpty() ? EVERY_STREAM : EVERY_STREAM + " |= " + GoQuoting.quote(asked);
  }

  private static LogRow row(LogResult result) {
    Labels labels = result.labels();
    String level = labels.valueOrEmpty("level");
    if (level.isEmpty()) {
      level = labels.valueOrEmpty("detected_level");
    }
    return new LogRow(
        Instant.ofEpochMilli(Math.floorDiv(result.timestampNanos(), NANOS_PER_MILLI)),
        labels.valueOrEmpty("host"),
        labels.valueOrEmpty("service_name"),
        level.toLowerCase(Locale.ROOT),
        result.line().toString());
  }
}
