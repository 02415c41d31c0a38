package dev.steward.testkit.store.log;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.QueryContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The store under test, and short ways to fill and read it. */
public interface LogStoreSubject {
  /** One minute. */
  long MINUTE = 60_000_000_000L;

  /** 2026-01-02T03:04:05Z, the moment around which tests put their entries. */
  long NOON = 1_767_323_045_000_000_000L;

  /** A stream of a mail server. */
  Labels MAIL = Labels.of("host", "mx1", "service_name", "mail").interned();

  /** A stream of a web server. */
  Labels WEB = Labels.of("host", "mx1", "service_name", "web").interned();

  /** The store of this test, empty when the test starts. */
  LogStore store();

  /** An entry without metadata. */
  static LogEntry entry(long timestampNanos, String line) {
    return new LogEntry(timestampNanos, dev.steward.spi.model.Line.of(line));
  }

  /** Stores entries of one stream and waits until they are durable. */
  default AppendReceipt put(Labels stream, LogEntry... entries) {
    return put(null, LogBatch.Duplicates.KEPT, stream, entries);
  }

  /** Stores entries of one stream from an origin and waits until they are durable. */
  default AppendReceipt put(
      @Nullable Origin origin, LogBatch.Duplicates duplicates, Labels stream, LogEntry... entries) {
    return put(
        new LogBatch(origin, duplicates, List.of(new LogBatch.Stream(stream, List.of(entries)))));
  }

  /** Stores a batch and waits until it is durable. */
  default AppendReceipt put(LogBatch batch) {
    return store().append(batch).orTimeout(60, TimeUnit.SECONDS).join();
  }

  /** Everything in the store, as "host/service timestamp line" relative to {@link #NOON}. */
  default List<String> everything(Direction direction) {
    return found(new LogQuery(Selector.ALL, TimeRange.ALL), direction);
  }

  /** What a query finds. */
  default List<String> found(LogQuery query, Direction direction) {
    List<String> found = new ArrayList<>();
    try (LogCursor cursor = store().read(query, direction, QueryContext.unlimited())) {
      while (cursor.next()) {
        found.add(
            cursor.stream().valueOrEmpty("service_name")
                + " "
                + (cursor.entry().timestampNanos() - NOON)
                + " "
                + cursor.entry().line()
                + (cursor.entry().metadata().isEmpty() ? "" : " " + cursor.entry().metadata()));
      }
    }
    return found;
  }
}
