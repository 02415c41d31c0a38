package dev.steward.testkit.store.log;

import static dev.steward.testkit.store.log.LogStoreSubject.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogBatch.Duplicates;
import dev.steward.spi.store.LogCounting;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.QueryContext;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is gone after a deletion, and what stays. */
public interface LogDeleteContract extends LogStoreSubject {
  @Test
  default void deletedEntriesAreSeenByNoReader() {
    put(MAIL, entry(NOON, "secret 1"), entry(NOON + 1, "open"), entry(NOON + 50, "secret 2"));
    put(WEB, entry(NOON, "secret 3"));

    LogQuery secrets =
        new LogQuery(
            Selector.of(new LabelMatcher.Equal("service_name", "mail")),
            new TimeRange(NOON, NOON + 10),
            List.of(new LineFilter.Contains("secret")));
    assertEquals(1, store().delete(secrets, QueryContext.unlimited()));

    assertEquals(
        List.of("web 0 secret 3", "mail 1 open", "mail 50 secret 2"),
        everything(Direction.FORWARD));
    assertEquals(0, store().delete(secrets, QueryContext.unlimited()));
    long counted =
        store()
            .count(
                new LogQuery(Selector.ALL, TimeRange.ALL),
                new LogCounting(NOON + 1000, 5000, 5000, 1, false),
                QueryContext.unlimited())
            .stream()
            .mapToLong(counts -> counts.entries()[0])
            .sum();
    assertEquals(3, counted);
  }

  @Test
  default void aWholeStreamCanBeDeletedAndFilledAgain() {
    put(null, Duplicates.DROPPED, MAIL, entry(NOON, "a"), entry(NOON + 1, "b"));

    assertEquals(
        2, store().delete(new LogQuery(Selector.ALL, TimeRange.ALL), QueryContext.unlimited()));
    assertEquals(List.of(), everything(Direction.FORWARD));
    assertEquals(
        0, store().statistics(Selector.ALL, TimeRange.ALL, QueryContext.unlimited()).entries());

    assertEquals(1, put(null, Duplicates.DROPPED, MAIL, entry(NOON, "a")).stored());
    assertEquals(List.of("mail 0 a"), everything(Direction.FORWARD));
  }

  @Test
  default void entriesStoredAfterADeletionStay() {
    put(MAIL, entry(NOON, "a"));
    store().delete(new LogQuery(Selector.ALL, TimeRange.ALL), QueryContext.unlimited());
    put(MAIL, entry(NOON, "a"));

    assertEquals(List.of("mail 0 a"), everything(Direction.FORWARD));
  }
}
