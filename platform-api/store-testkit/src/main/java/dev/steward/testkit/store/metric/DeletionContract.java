package dev.steward.testkit.store.metric;

import static dev.steward.testkit.store.metric.MetricStoreFixture.T;
import static dev.steward.testkit.store.metric.MetricStoreFixture.context;
import static dev.steward.testkit.store.metric.MetricStoreFixture.metric;
import static dev.steward.testkit.store.metric.MetricStoreFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.TimeRange;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is deleted is never read again; what comes later is. */
interface DeletionContract extends MetricStoreFixture {
  @Test
  default void deletedSamplesAreGone() {
    for (int i = 0; i < 6; i++) {
      append(series("up", "h1"), T + i, i);
      append(series("down", "h1"), T + i, i);
      if (i == 3) {
        settle();
      }
    }
    store().delete(metric("up"), new TimeRange(T + 2, T + 5), context());
    for (int round = 0; round < 2; round++) {
      assertEquals(List.of("0=0.0", "1=1.0", "5=5.0"), readOne("up"));
      assertEquals(6, readOne("down").size());
      settle();
    }
  }

  @Test
  default void aSeriesDeletedWholeIsNotRead() {
    append(series("up", "h1"), T, 1);
    settle();
    store().delete(metric("up"), TimeRange.ALL, context());
    assertEquals(List.of(), readOne("up"));
    settle();
    assertEquals(List.of(), readOne("up"));
  }

  @Test
  default void aDeletedSampleMayBeStoredAgain() {
    append(series("up", "h1"), T - 1000, 1);
    append(series("up", "h1"), T, 1);
    settle();
    store().delete(metric("up"), TimeRange.ALL, context());
    assertEquals(1, append(series("up", "h1"), T - 1000, 5).stored());
    assertEquals(1, append(series("up", "h1"), T + 1000, 6).stored());
    for (int round = 0; round < 2; round++) {
      assertEquals(List.of("-1000=5.0", "1000=6.0"), readOne("up"));
      settle();
    }
  }
}
