package dev.steward.metricstore;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.Span;
import dev.steward.spi.model.SampleValues;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.SampleBatch;
import dev.steward.testkit.store.metric.MetricStoreFixture;
import java.nio.file.Path;

/**
 * A store that has something of everything in its files. Its files are kept for each version of the
 * formats; {@link #main} writes those of this version.
 */
final class FormatSample {
  private static final long T = MetricStoreFixture.T;

  private FormatSample() {}

  /** Writes a store to a folder; what is killed after it has a log too. Argument: the folder. */
  public static void main(String[] arguments) {
    MetricStoreEngine engine =
        MetricStoreEngine.open(
            Path.of(arguments[0]), MetricStoreOptions.DEFAULT, MetricStoreFixture.CLOCK);
    fillPoints(engine);
    fillBlocks(engine);
    engine.compact();
    engine.delete(
        MetricStoreFixture.metric("gone"),
        new TimeRange(T - 100_000, T),
        MetricStoreFixture.context());
    fillLog(engine);
    Runtime.getRuntime().halt(0);
  }

  /** What is old enough to be rolled up too. */
  static void fillPoints(MetricStore store) {
    SampleBatch batch = new SampleBatch(new Origin("agent-1", 40), 3000);
    for (int i = 0; i < 700; i++) {
      long time = T - 3 * 86_400_000L - (700 - i) * 15_000L + (i % 7);
      batch.add(store.series(series("counter")), time, i * 37L % 1000);
      batch.add(store.series(series("histogram")), time, histogram(i % 300));
      batch.add(store.series(series("gone")), time, i);
      if (i % 50 == 0) {
        batch.add(store.series(series("odd")), time, i % 100 == 0 ? SampleValues.STALE : -0.0);
      }
    }
    MetricStoreFixture.await(store, batch);
  }

  /** What a flush puts in blocks. */
  static void fillBlocks(MetricStore store) {
    SampleBatch batch = new SampleBatch(new Origin("agent-1", 41), 4000);
    for (int i = 0; i < 700; i++) {
      long time = T - (700 - i) * 15_000L + (i % 7);
      batch.add(store.series(series("counter")), time, i * 37L % 1000 + i * 1000L);
      batch.add(store.series(series("hundredths")), time, (i * 13 % 500) / 100.0);
      batch.add(store.series(series("floats")), time, Math.sqrt(i) * (i % 5 == 0 ? -1e9 : 1e-9));
      batch.add(store.series(series("histogram")), time, histogram(i));
      batch.add(store.series(series("gone")), time, i);
      if (i % 100 == 99) {
        batch.add(store.series(series("odd")), time, i % 200 == 99 ? SampleValues.STALE : -0.0);
        batch.setStart(time - 1000);
      }
    }
    MetricStoreFixture.await(store, batch);
  }

  /** What only the log holds. */
  static void fillLog(MetricStore store) {
    SampleBatch batch = new SampleBatch(new Origin("agent-1", 42), 3);
    batch.add(store.series(series("counter")), T, 1_000_000);
    batch.add(store.series(series("histogram")), T, histogram(700));
    batch.add(store.series(series("odd")), T, Double.NaN);
    batch.setStart(T - 5);
    batch.add(
        new SampleBatch.SeriesExemplar(
            store.series(series("counter")),
            new Exemplar(Labels.of("trace_id", "abc"), 0.25, T - 1)));
    batch.add(new MetricMetadata("counter", MetricType.COUNTER, "Counts.", "bytes"));
    MetricStoreFixture.await(store, batch);
  }

  private static Labels series(String metric) {
    return MetricStoreFixture.series(metric, "hóst-1");
  }

  private static NativeHistogram histogram(int i) {
    return NativeHistogram.builder()
        .schema(3)
        .zero(0.001, i)
        .count(4.0 * i)
        .sum(i * 1.5)
        .positive(new Span[] {new Span(-2, 1), new Span(1, 1)}, new double[] {i, 2.0 * i})
        .integer(true)
        .resetHint(i == 0 ? NativeHistogram.ResetHint.UNKNOWN : NativeHistogram.ResetHint.NOT_RESET)
        .build();
  }
}
