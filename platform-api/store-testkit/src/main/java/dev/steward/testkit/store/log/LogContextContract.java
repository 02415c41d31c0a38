package dev.steward.testkit.store.log;

import static dev.steward.testkit.store.log.LogStoreSubject.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.QueryContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How queries end before their time, and how entries are heard of as they come. */
public interface LogContextContract extends LogStoreSubject {
  private void fill() {
    for (int i = 0; i < 50; i++) {
      put(MAIL, entry(NOON + i, "line " + i));
    }
  }

  private long drain(QueryContext context) {
    LogQuery query =
        new LogQuery(Selector.ALL, TimeRange.ALL, List.of(new LineFilter.Contains("line")));
    long entries = 0;
    try (LogCursor cursor = store().read(query, Direction.FORWARD, context)) {
      while (cursor.next()) {
        entries++;
      }
    }
    return entries;
  }

  @Test
  default void whatWasReadIsCounted() {
    fill();
    QueryContext context = QueryContext.unlimited();

    assertEquals(50, drain(context));
    assertTrue(context.linesRead() >= 50);
    assertTrue(context.bytesRead() >= 50 * 6);
  }

  @Test
  default void aQueryPastItsBudgetIsStopped() {
    fill();
    QueryContext context =
        new QueryContext(System::nanoTime, Duration.ofMinutes(1), Long.MAX_VALUE, 20);

    StewardException stopped = assertThrows(StewardException.class, () -> drain(context));
    assertEquals(ErrorCode.LIMIT_EXCEEDED, stopped.code());
  }

  @Test
  default void aQueryPastItsDeadlineIsStopped() {
    fill();
    AtomicLong clock = new AtomicLong();
    QueryContext context =
        new QueryContext(clock::get, Duration.ofSeconds(1), Long.MAX_VALUE, Long.MAX_VALUE);
    clock.set(Duration.ofSeconds(2).toNanos());

    StewardException stopped = assertThrows(StewardException.class, () -> drain(context));
    assertEquals(ErrorCode.DEADLINE_EXCEEDED, stopped.code());
  }

  @Test
  default void aCancelledQueryIsStoppedBetweenEntries() {
    fill();
    QueryContext context = QueryContext.unlimited();
    LogQuery query = new LogQuery(Selector.ALL, TimeRange.ALL);

    try (LogCursor cursor = store().read(query, Direction.BACKWARD, context)) {
      assertTrue(cursor.next());
      context.cancel();
      StewardException stopped =
          assertThrows(
              StewardException.class,
              () -> {
                while (cursor.next()) {
                  // The store may look only now and then.
                }
              });
      assertEquals(ErrorCode.CANCELLED, stopped.code());
    }
  }

  @Test
  default void aFollowerHearsWhatIsStoredFromThenOn() throws Exception {
    put(MAIL, entry(NOON, "before"));
    List<String> heard = new ArrayList<>();
    AutoCloseable following =
        store()
            .follow(
                Selector.of(new LabelMatcher.Equal("service_name", "mail")),
                (Labels stream, dev.steward.spi.model.LogEntry entry) -> {
                  synchronized (heard) {
                    heard.add(stream.value("service_name") + " " + entry.line());
                  }
                });
    put(MAIL, entry(NOON + 1, "one"));
    put(WEB, entry(NOON + 2, "of another stream"));
    put(MAIL, entry(NOON - 1, "two"));
    following.close();
    put(MAIL, entry(NOON + 3, "after"));

    synchronized (heard) {
      assertEquals(List.of("mail one", "mail two"), heard);
    }
  }
}
