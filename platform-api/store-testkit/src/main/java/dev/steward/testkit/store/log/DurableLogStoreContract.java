package dev.steward.testkit.store.log;

import static dev.steward.testkit.store.log.LogStoreSubject.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogBatch.Duplicates;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.QueryContext;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a store on disk does besides: everything is as it was after closing and opening. */
public interface DurableLogStoreContract extends LogStoreContract {
  /** Closes the store and opens it again on the same data; {@link #store()} is then the new one. */
  void reopen();

  @Test
  default void entriesAndSequencesSurviveReopening() {
    put(
        new Origin("queue", 4),
        Duplicates.KEPT,
        MAIL,
        new LogEntry(NOON, Line.of("a 1"), Labels.of("pid", "7")),
        entry(NOON, "a 2"));
    reopen();
    put(new Origin("queue", 4), Duplicates.KEPT, MAIL, entry(NOON, "again"));
    put(new Origin("queue", 5), Duplicates.KEPT, MAIL, entry(NOON, "a 3"));
    reopen();

    assertEquals(OptionalLong.of(5), store().lastSequence("queue"));
    assertEquals(
        List.of("mail 0 a 1 {pid=\"7\"}", "mail 0 a 2", "mail 0 a 3"),
        everything(Direction.FORWARD));
  }

  @Test
  default void aPushedLineIsStoredOnceAcrossReopening() {
    put(null, Duplicates.DROPPED, MAIL, entry(NOON, "same"), entry(NOON + 9, "later"));
    reopen();

    assertEquals(0, put(null, Duplicates.DROPPED, MAIL, entry(NOON, "same")).stored());
    assertEquals(1, put(null, Duplicates.DROPPED, MAIL, entry(NOON, "other")).stored());
  }

  @Test
  default void deletedEntriesStayDeletedAfterReopening() {
    put(MAIL, entry(NOON, "a"), entry(NOON + 1, "b"));
    reopen();
    store()
        .delete(
            new LogQuery(Selector.ALL, new TimeRange(NOON, NOON + 1)), QueryContext.unlimited());
    reopen();

    assertEquals(List.of("mail 1 b"), everything(Direction.FORWARD));
  }
}
