package dev.steward.testkit.store.metric;

import static dev.steward.testkit.store.metric.MetricStoreFixture.T;
import static dev.steward.testkit.store.metric.MetricStoreFixture.metric;
import static dev.steward.testkit.store.metric.MetricStoreFixture.refusedFor;
import static dev.steward.testkit.store.metric.MetricStoreFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.RefusalReason;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is stored can be read back, once and bit for bit. */
interface AppendContract extends MetricStoreFixture {
  @Test
  default void samplesComeBackRisingInTime() {
    Labels labels = series("up", "h1");
    SampleBatch batch = new SampleBatch(null, 3);
    SeriesHandle handle = store().series(labels);
    batch.add(handle, T - 30_000, 1);
    batch.add(handle, T - 10_000, 3);
    batch.add(handle, T - 20_000, 2);
    assertEquals(AppendReceipt.stored(3), append(batch));
    List<String> expected = List.of("-30000=1.0", "-20000=2.0", "-10000=3.0");
    assertEquals(expected, readOne("up"));
    settle();
    assertEquals(expected, readOne("up"));
  }

  @Test
  default void seriesComeInTheOrderOfTheirLabels() {
    List<Labels> written = List.of(series("b", "1"), series("a", "2"), series("a", "1"));
    written.forEach(labels -> append(labels, T, 1));
    settle();
    append(series("a", "15"), T, 1);
    assertEquals(
        List.of(series("a", "1"), series("a", "15"), series("a", "2"), series("b", "1")),
        new ArrayList<>(
            store()
                .seriesLabels(
                    dev.steward.spi.select.Selector.ALL,
                    TimeRange.ALL,
                    MetricStoreFixture.context())));
  }

  @Test
  default void theRangeIncludesItsStartAndExcludesItsEnd() {
    Labels labels = series("up", "h1");
    for (int i = 0; i < 5; i++) {
      append(labels, T - 5000 + i * 1000L, i);
    }
    settle();
    assertEquals(
        List.of("-4000=1.0", "-3000=2.0"),
        read(metric("up"), new TimeRange(T - 4000, T - 2000)).get(labels));
  }

  @Test
  default void aSeriesWithNoSampleInTheRangeIsNotRead() {
    append(series("up", "h1"), T - 60_000, 1);
    append(series("up", "h1"), T, 1);
    append(series("up", "h2"), T - 30_000, 1);
    settle();
    assertEquals(
        List.of(series("up", "h2")),
        List.copyOf(read(metric("up"), new TimeRange(T - 40_000, T - 10_000)).keySet()));
  }

  @Test
  default void anEqualSampleCountsAsRepeated() {
    append(series("up", "h1"), T, 1);
    assertEquals(new AppendReceipt(0, 1, List.of()), append(series("up", "h1"), T, 1));
    settle();
    assertEquals(new AppendReceipt(0, 1, List.of()), append(series("up", "h1"), T, 1));
    assertEquals(List.of("0=1.0"), readOne("up"));
  }

  @Test
  default void anotherValueForAStoredTimeIsRefused() {
    append(series("up", "h1"), T - 1000, 1);
    append(series("up", "h1"), T, 2);
    for (int round = 0; round < 2; round++) {
      assertTrue(refusedFor(append(series("up", "h1"), T, 3), RefusalReason.DUPLICATE_TIMESTAMP));
      assertTrue(
          refusedFor(append(series("up", "h1"), T - 1000, 3), RefusalReason.DUPLICATE_TIMESTAMP));
      settle();
    }
    assertEquals(List.of("-1000=1.0", "0=2.0"), readOne("up"));
  }

  @Test
  default void everyBitOfAValueIsKept() {
    double[] values = {
      0.0,
      -0.0,
      Double.NaN,
      SampleValues.STALE,
      Double.longBitsToDouble(0x7ff8000000000001L),
      Double.longBitsToDouble(0xfff0000000000123L),
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      0.1 + 0.2,
      1e300,
      9007199254740993.0,
      123456.78
    };
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      append(series("odd", "h1"), T - 100_000 + i * 1000L, values[i]);
      expected.add(MetricStoreFixture.show(T - 100_000 + i * 1000L, values[i]));
    }
    assertEquals(expected, readOne("odd"));
    settle();
    assertEquals(expected, readOne("odd"));
  }

  @Test
  default void theRestOfABatchIsKeptWhenOneSampleIsRefused() {
    append(series("up", "h1"), T, 1);
    SampleBatch batch = new SampleBatch(null, 2);
    batch.add(store().series(series("up", "h1")), T, 2);
    batch.add(store().series(series("up", "h2")), T, 2);
    AppendReceipt receipt = append(batch);
    assertEquals(1, receipt.stored());
    assertEquals(1, receipt.refused());
    assertEquals(2, read(metric("up"), TimeRange.ALL).size());
  }

  @Test
  default void labelsThatNameNoSeriesAreRefused() {
    String[] tooMany = new String[2 * 129];
    for (int i = 0; i < tooMany.length; i++) {
      tooMany[i] = "l" + i;
    }
    for (Labels labels :
        List.of(
            Labels.EMPTY,
            Labels.of("a", ""),
            Labels.of(tooMany),
            Labels.of("a", "v".repeat(8193)),
            Labels.of("n".repeat(1025), "v"))) {
      StewardException error = assertThrows(StewardException.class, () -> store().series(labels));
      assertEquals(ErrorCode.INVALID_ARGUMENT, error.code());
    }
  }

  @Test
  default void aLabelWithoutAValueIsNoLabel() {
    append(series("up", "h1").with("empty", ""), T, 1);
    assertEquals(series("up", "h1"), read(metric("up"), TimeRange.ALL).keySet().iterator().next());
  }

  @Test
  default void aHandleStaysValid() {
    SeriesHandle handle = store().series(series("up", "h1"));
    assertEquals(series("up", "h1"), handle.labels());
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      SampleBatch batch = new SampleBatch(null, 1);
      batch.add(handle, T - 5000 + i, i);
      append(batch);
      expected.add(MetricStoreFixture.show(T - 5000 + i, i));
      settle();
    }
    assertEquals(expected, readOne("up"));
  }
}
