package dev.steward.testkit.store.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.RefusalReason;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a {@link MetricStore} that keeps data across restarts does besides. */
public abstract class DurableMetricStoreContract extends MetricStoreContract {
  /** For subclasses. */
  protected DurableMetricStoreContract() {}

  /** How a store ends. */
  public enum Ending {
    /** {@link MetricStore#close()}. */
    CLOSED,
    /** As a kill leaves it: nothing is written any more, and another opens what is on disk. */
    KILLED
  }

  /** Ends a store as told and opens what it left. */
  protected abstract MetricStore reopen(MetricStore store, Ending ending);

  private void restart(Ending ending) {
    use(reopen(store(), ending));
  }

  @Test
  void everythingAckedSurvivesEveryEnding() {
    SampleBatch batch = new SampleBatch(new Origin("agent-1", 7), 3);
    SeriesHandle handle = store().series(MetricStoreFixture.series("up", "h1"));
    Exemplar exemplar = new Exemplar(Labels.of("trace_id", "a"), 0.5, T);
    MetricMetadata family = new MetricMetadata("up", MetricType.GAUGE, "Is it up?", "");
    NativeHistogram histogram = NativeHistogram.builder().count(1).sum(2).build();
    batch.add(handle, T, 1.5);
    batch.add(handle, T + 1000, Double.NaN);
    batch.add(store().series(MetricStoreFixture.series("latency", "h1")), T, histogram);
    batch.add(new SampleBatch.SeriesExemplar(handle, exemplar));
    batch.add(family);
    append(batch);
    for (Ending ending : List.of(Ending.KILLED, Ending.KILLED, Ending.CLOSED, Ending.KILLED)) {
      restart(ending);
      assertEquals(List.of("0=1.5", "1000=NaN:7ff8000000000000"), readOne("up"));
      assertEquals(List.of("0=2.0"), readOne("latency"));
      assertEquals(OptionalLong.of(7), store().lastSequence("agent-1"));
      assertEquals(Map.of("up", List.of(family)), store().metadata());
      assertEquals(
          Map.of(MetricStoreFixture.series("up", "h1"), List.of(exemplar)),
          store().exemplars(Selector.ALL, TimeRange.ALL, MetricStoreFixture.context()));
    }
  }

  @Test
  void aRestartRepeatsNothingAndRefusesTheSame() {
    Labels labels = MetricStoreFixture.series("up", "h1");
    append(fromAgent(1, labels, T, 1));
    for (Ending ending : Ending.values()) {
      restart(ending);
      assertEquals(new AppendReceipt(0, 1, List.of()), append(fromAgent(1, labels, T + 1, 2)));
      assertEquals(new AppendReceipt(0, 1, List.of()), append(labels, T, 1));
      assertTrue(
          MetricStoreFixture.refusedFor(append(labels, T, 9), RefusalReason.DUPLICATE_TIMESTAMP));
      assertTrue(
          MetricStoreFixture.refusedFor(
              append(labels, T - 1_800_001, 9), RefusalReason.OUT_OF_ORDER));
    }
    assertEquals(List.of("0=1.0"), readOne("up"));
  }

  @Test
  void aDeletionSurvivesEveryEnding() {
    Labels labels = MetricStoreFixture.series("up", "h1");
    append(labels, T, 1);
    append(labels, T + 1, 2);
    store()
        .delete(
            MetricStoreFixture.metric("up"), new TimeRange(T, T + 1), MetricStoreFixture.context());
    append(labels, T + 2, 3);
    for (Ending ending : Ending.values()) {
      restart(ending);
      assertEquals(List.of("1=2.0", "2=3.0"), readOne("up"));
    }
  }

  @Test
  void writingGoesOnAfterEveryEnding() {
    Labels labels = MetricStoreFixture.series("up", "h1");
    int at = 0;
    for (Ending ending : List.of(Ending.CLOSED, Ending.KILLED, Ending.CLOSED, Ending.KILLED)) {
      assertEquals(1, append(labels, T + at, at).stored());
      restart(ending);
      at++;
    }
    assertEquals(List.of("0=0.0", "1=1.0", "2=2.0", "3=3.0"), readOne("up"));
  }
}
