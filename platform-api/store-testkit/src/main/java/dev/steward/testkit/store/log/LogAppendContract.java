package dev.steward.testkit.store.log;

import static dev.steward.testkit.store.log.LogStoreSubject.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogBatch.Duplicates;
import dev.steward.spi.store.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What a log store keeps of the batches that it is given. */
public interface LogAppendContract extends LogStoreSubject {
  @Test
  default void anAppendedLineIsReadBackWithItsMetadata() {
    AppendReceipt receipt =
        put(MAIL, new LogEntry(NOON, Line.of("hello"), Labels.of("pid", "12", "unit", "postfix")));

    assertEquals(1, receipt.stored());
    assertEquals(
        List.of("mail 0 hello {pid=\"12\", unit=\"postfix\"}"), everything(Direction.FORWARD));
  }

  @Test
  default void anyByteIsKept() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    put(MAIL, new LogEntry(NOON, Line.wrap(all)), new LogEntry(NOON + 1, Line.EMPTY));

    List<Line> lines = new ArrayList<>();
    try (var cursor =
        store()
            .read(
                new dev.steward.spi.store.LogQuery(
                    dev.steward.spi.select.Selector.ALL, dev.steward.spi.model.TimeRange.ALL),
                Direction.FORWARD,
                dev.steward.spi.store.QueryContext.unlimited())) {
      while (cursor.next()) {
        lines.add(cursor.entry().line());
      }
    }
    assertEquals(List.of(Line.wrap(all), Line.EMPTY), lines);
  }

  @Test
  default void equalLinesOfAFileAreBothKept() {
    AppendReceipt receipt = put(MAIL, entry(NOON, "same"), entry(NOON, "same"));

    assertEquals(2, receipt.stored());
    assertEquals(List.of("mail 0 same", "mail 0 same"), everything(Direction.FORWARD));
  }

  @Test
  default void aPushedLineIsStoredOnceAcrossBatches() {
    put(null, Duplicates.DROPPED, MAIL, entry(NOON, "same"), entry(NOON + 1, "other"));
    AppendReceipt receipt =
        put(null, Duplicates.DROPPED, MAIL, entry(NOON, "same"), entry(NOON + 2, "new"));

    assertEquals(1, receipt.stored());
    assertEquals(1, receipt.repeated());
    assertEquals(
        List.of("mail 0 same", "mail 1 other", "mail 2 new"), everything(Direction.FORWARD));
  }

  @Test
  default void aPushedLineIsStoredOnceWithinItsBatch() {
    AppendReceipt receipt =
        put(null, Duplicates.DROPPED, MAIL, entry(NOON, "same"), entry(NOON, "same"));

    assertEquals(1, receipt.stored());
    assertEquals(1, receipt.repeated());
  }

  @Test
  default void linesThatDifferInStreamTimeTextOrMetadataAreNoRepetitions() {
    put(null, Duplicates.DROPPED, MAIL, entry(NOON, "a"));
    put(null, Duplicates.DROPPED, WEB, entry(NOON, "a"));
    put(null, Duplicates.DROPPED, MAIL, entry(NOON + 1, "a"), entry(NOON, "b"));
    put(null, Duplicates.DROPPED, MAIL, new LogEntry(NOON, Line.of("a"), Labels.of("trace", "x")));

    assertEquals(5, everything(Direction.FORWARD).size());
  }

  @Test
  default void aBatchSentAgainIsStoredOnce() {
    Origin origin = new Origin("queue-1", 7);
    put(origin, Duplicates.KEPT, MAIL, entry(NOON, "once"));
    AppendReceipt again = put(origin, Duplicates.KEPT, MAIL, entry(NOON, "once"));

    assertEquals(0, again.stored());
    assertEquals(1, again.repeated());
    assertEquals(List.of("mail 0 once"), everything(Direction.FORWARD));
  }

  @Test
  default void sequencesCountForEachSourceAloneAndMayHaveGaps() {
    assertEquals(OptionalLong.empty(), store().lastSequence("queue-1"));
    put(new Origin("queue-1", 3), Duplicates.KEPT, MAIL, entry(NOON, "a"));
    put(new Origin("queue-2", 2), Duplicates.KEPT, MAIL, entry(NOON + 1, "b"));
    put(new Origin("queue-1", 9), Duplicates.KEPT, MAIL, entry(NOON + 2, "c"));
    put(new Origin("queue-1", 4), Duplicates.KEPT, MAIL, entry(NOON + 3, "late"));

    assertEquals(OptionalLong.of(9), store().lastSequence("queue-1"));
    assertEquals(OptionalLong.of(2), store().lastSequence("queue-2"));
    assertEquals(3, everything(Direction.FORWARD).size());
  }

  @Test
  default void manyBatchesUnderWayKeepTheirOrder() {
    List<CompletableFuture<AppendReceipt>> receipts = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      receipts.add(
          store()
              .append(
                  new LogBatch(
                      new Origin("queue", i),
                      Duplicates.KEPT,
                      List.of(new LogBatch.Stream(MAIL, List.of(entry(NOON, "line " + i)))))));
      expected.add("mail 0 line " + i);
    }
    receipts.forEach(CompletableFuture::join);

    assertEquals(expected, everything(Direction.FORWARD));
  }

  @Test
  default void aBatchWithoutEntriesIsKeptForItsSequence() {
    put(new LogBatch(new Origin("queue", 5), Duplicates.KEPT, List.of()));

    assertEquals(OptionalLong.of(5), store().lastSequence("queue"));
    assertTrue(everything(Direction.FORWARD).isEmpty());
  }

  @Test
  default void theStoreSaysThatItIsWell() {
    assertTrue(store().health().writable());
    assertEquals(List.of(), store().health().problems());
  }
}
