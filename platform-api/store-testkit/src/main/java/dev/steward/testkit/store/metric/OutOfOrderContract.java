package dev.steward.testkit.store.metric;

import static dev.steward.testkit.store.metric.MetricStoreFixture.T;
import static dev.steward.testkit.store.metric.MetricStoreFixture.refusedFor;
import static dev.steward.testkit.store.metric.MetricStoreFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.MetricWindows;
import dev.steward.spi.store.RefusalReason;
import dev.steward.spi.store.SampleBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which old samples are taken: measured from the series' newest sample, never from the clock. */
interface OutOfOrderContract extends MetricStoreFixture {
  long MINUTE = 60_000;
  long DAY = 24 * 60 * MINUTE;

  @Test
  default void aSampleWithinTheWindowIsTaken() {
    append(series("up", "h1"), T, 1);
    settle();
    assertEquals(1, append(series("up", "h1"), T - 30 * MINUTE, 2).stored());
    assertEquals(1, append(series("up", "h1"), T - 10 * MINUTE, 3).stored());
    List<String> expected = List.of("-1800000=2.0", "-600000=3.0", "0=1.0");
    assertEquals(expected, readOne("up"));
    settle();
    assertEquals(expected, readOne("up"));
  }

  @Test
  default void aSampleOlderThanTheWindowIsRefused() {
    append(series("up", "h1"), T, 1);
    for (int round = 0; round < 2; round++) {
      assertTrue(
          refusedFor(
              append(series("up", "h1"), T - 30 * MINUTE - 1, 2), RefusalReason.OUT_OF_ORDER));
      settle();
    }
  }

  @Test
  default void theWindowIsMeasuredFromTheSeriesNewestSampleNotFromTheClock() {
    append(series("old", "h1"), T - 10 * DAY, 1);
    assertEquals(1, append(series("old", "h1"), T - 10 * DAY - 29 * MINUTE, 2).stored());
    assertTrue(
        refusedFor(
            append(series("old", "h1"), T - 10 * DAY - 31 * MINUTE, 3),
            RefusalReason.OUT_OF_ORDER));
    assertEquals(1, append(series("old", "h1"), T, 4).stored());
    assertTrue(refusedFor(append(series("old", "h1"), T - 9 * DAY, 5), RefusalReason.OUT_OF_ORDER));
  }

  @Test
  default void aSeriesFirstSampleMayHaveAnyAge() {
    append(series("up", "h1"), T, 1);
    settle();
    assertEquals(1, append(series("up", "h2"), T - 3000 * DAY, 1).stored());
    assertEquals(1, append(series("up", "h3"), 0, 1).stored());
  }

  @Test
  default void anAgentsBacklogIsTakenAmongLiveData() {
    Labels labels = series("up", "h1");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long old = T - 14 * DAY + i * 15_000L + 20 * 15_000L;
      assertEquals(1, append(fromAgent(2 * i + 1, labels, T + i * 15_000L, i)).stored());
      assertEquals(1, append(fromAgent(2 * i + 2, labels, old, 100 + i)).stored());
      if (i % 7 == 0) {
        settle();
      }
      expected.add(i, MetricStoreFixture.show(old, 100 + i));
      expected.add(MetricStoreFixture.show(T + i * 15_000L, i));
    }
    assertEquals(expected, readOne("up"));
    settle();
    assertEquals(expected, readOne("up"));
  }

  @Test
  default void aBacklogOlderThanItsWindowIsRefused() {
    Labels labels = series("up", "h1");
    append(fromAgent(1, labels, T, 1));
    assertEquals(1, append(fromAgent(2, labels, T - 14 * DAY, 1)).stored());
    assertTrue(
        refusedFor(append(fromAgent(3, labels, T - 14 * DAY - 1, 1)), RefusalReason.OUT_OF_ORDER));
  }

  @Test
  default void aRepeatedOldSampleIsFoundWhereverItLies() {
    Labels labels = series("up", "h1");
    for (int i = 0; i < 100; i++) {
      append(labels, T - 100_000 + i * 1000L, i);
      if (i == 30 || i == 60) {
        settle();
      }
    }
    for (int i : List.of(0, 30, 31, 45, 60, 61, 98, 99)) {
      long at = T - 100_000 + i * 1000L;
      assertEquals(new AppendReceipt(0, 1, List.of()), append(labels, at, i));
      assertTrue(refusedFor(append(labels, at, -1), RefusalReason.DUPLICATE_TIMESTAMP));
      assertEquals(1, append(labels, at + 1, i).stored());
    }
    assertEquals(108, readOne("up").size());
  }

  @Test
  default void aSampleFarInTheFutureIsRefused() {
    assertEquals(1, append(series("up", "h1"), T + 10 * MINUTE, 1).stored());
    assertTrue(
        refusedFor(append(series("up", "h1"), T + 10 * MINUTE + 1, 1), RefusalReason.TOO_NEW));
    assertTrue(refusedFor(append(series("up", "h1"), Long.MAX_VALUE, 1), RefusalReason.TOO_NEW));
  }

  @Test
  default void aSampleBeforeTheCalendarIsRefused() {
    append(series("up", "h1"), T, 1);
    long earliest = MetricWindows.EARLIEST_MILLIS;
    for (String host : List.of("h1", "h2")) {
      for (long time : List.of(Long.MIN_VALUE, earliest - 1)) {
        assertTrue(refusedFor(append(series("up", host), time, 1), RefusalReason.TOO_OLD));
      }
    }
    assertEquals(1, append(series("up", "h2"), earliest, 1).stored());
    settle();
    assertEquals(2, read(MetricStoreFixture.metric("up"), TimeRange.ALL).size());
  }

  @Test
  default void aSampleBeyondRetentionIsRefused() {
    MetricStore store = storeWith(MetricWindows.DEFAULT.withAge(Duration.ofDays(2)));
    SampleBatch batch = new SampleBatch(null, 2);
    batch.add(store.series(series("up", "h1")), T - 2 * DAY, 1);
    batch.add(store.series(series("up", "h2")), T - 2 * DAY - 1, 1);
    AppendReceipt receipt = MetricStoreFixture.await(store, batch);
    assertEquals(1, receipt.stored());
    assertEquals(RefusalReason.TOO_OLD, receipt.refusals().getFirst().reason());
  }
}
