package dev.steward.metricstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.metricstore.wal.FailingDisk;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.text.Regex;
import dev.steward.testkit.store.metric.InMemoryMetricStore;
import dev.steward.testkit.store.metric.MetricStoreFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine and the plainest store are given the same, in any order of live samples, backlog,
 * repetition, deletion, flush, merge, restart and failing disk: their answers never differ.
 */
class EngineModelTest {
  private static final long T = MetricStoreFixture.T;
  private static final long DAY = 86_400_000;

  @TempDir Path folder = Path.of("");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final long[] sequences = new long[3];
  private final List<Labels> series = new ArrayList<>();
  private final InMemoryMetricStore model = new InMemoryMetricStore(MetricStoreFixture.CLOCK);
  private boolean diskFails;
  private long now = T - 3 * DAY;

  EngineModelTest() {
    for (int i = 0; i < 12; i++) {
      series.add(MetricStoreFixture.series("m" + i % 3, "h" + i / 3));
    }
  }

  private MetricStoreEngine open() {
    MetricStoreOptions options =
        MetricStoreOptions.DEFAULT
            .withFlushSamples(2000)
            .withLogFiles(new FailingDisk(() -> diskFails && random.nextInt(3) == 0));
    return MetricStoreEngine.open(folder, options, MetricStoreFixture.CLOCK);
  }

  @RepeatedTest(4)
  void theEngineAnswersAsThePlainestStoreDoes() {
    MetricStoreEngine engine = open();
    try {
      for (int step = 0; step < 600; step++) {
        switch (random.nextInt(60)) {
          case 0 -> {
            diskFails = false;
            engine.flush();
          }
          case 1 -> {
            diskFails = false;
            engine.compact();
          }
          case 2 -> {
            diskFails = false;
            engine.close();
            engine = open();
          }
          case 3 -> delete(engine);
          case 4 -> diskFails = !diskFails && random.nextBoolean();
          default -> append(engine, step);
        }
        if (step % 10 == 0) {
          compare(engine, step);
        }
        if (diskFails && random.nextInt(3) == 0) {
          diskFails = false;
        }
      }
      compare(engine, 600);
    } finally {
      diskFails = false;
      engine.close();
    }
  }

  private void append(MetricStoreEngine engine, int step) {
    boolean backlog = random.nextInt(4) == 0;
    int source = random.nextInt(3);
    if (sequences[source] == 0 || random.nextInt(9) != 0) {
      sequences[source]++;
    }
    Origin origin =
        backlog || random.nextBoolean() ? new Origin("agent-" + source, sequences[source]) : null;
    now += random.nextInt(20) * 15_000L;
    long at = backlog ? now - random.nextLong(2 * DAY) : now;
    List<SampleBatch> twice = new ArrayList<>();
    long batchSeed = random.nextLong();
    for (MetricStore store : List.of(model, engine)) {
      twice.add(batch(store, origin, at, new Random(batchSeed)));
    }
    AppendReceipt kept = stored(engine, twice.getLast());
    for (int tries = 0; kept == null && tries < 1000; tries++) {
      kept = stored(engine, batch(engine, origin, at, new Random(batchSeed)));
    }
    AppendReceipt expected = MetricStoreFixture.await(model, twice.getFirst());
    String message = "seed " + seed + ", step " + step;
    assertEquals(withoutExamples(expected), withoutExamples(kept), message);
  }

  private static @Nullable AppendReceipt stored(MetricStoreEngine engine, SampleBatch batch) {
    try {
      return engine.append(batch).get();
    } catch (ExecutionException e) {
      return null;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String withoutExamples(@Nullable AppendReceipt receipt) {
    if (receipt == null) {
      return "failed";
    }
    StringBuilder text = new StringBuilder();
    text.append(receipt.stored()).append(' ').append(receipt.repeated());
    receipt.refusals().stream()
        .sorted(java.util.Comparator.comparing(AppendReceipt.Refusal::reason))
        .forEach(one -> text.append(' ').append(one.reason()).append(one.count()));
    return text.toString();
  }

  private SampleBatch batch(MetricStore store, @Nullable Origin origin, long at, Random values) {
    SampleBatch batch = new SampleBatch(origin, 16);
    for (int i = 1 + values.nextInt(100); i > 0; i--) {
      Labels labels = series.get(values.nextInt(series.size()));
      long time = at + values.nextInt(3) * 15_000L - (values.nextInt(20) == 0 ? 3_600_000 : 0);
      if (values.nextInt(40) == 0) {
        batch.add(
            store.series(labels),
            time,
            NativeHistogram.builder().count(values.nextInt(3)).sum(1).build());
      } else {
        batch.add(store.series(labels), time, values.nextInt(3));
      }
    }
    return batch;
  }

  private void delete(MetricStoreEngine engine) {
    diskFails = false;
    // Not the newest samples: what a series' window is measured from may be forgotten with them.
    long end = now - DAY / 12 - random.nextLong(3 * DAY);
    TimeRange range = new TimeRange(end - random.nextLong(DAY), end);
    Selector selector = MetricStoreFixture.metric("m" + random.nextInt(3));
    model.delete(selector, range, MetricStoreFixture.context());
    engine.delete(selector, range, MetricStoreFixture.context());
  }

  private void compare(MetricStoreEngine engine, int step) {
    long start = now - random.nextLong(4 * DAY);
    TimeRange range =
        random.nextBoolean() ? TimeRange.ALL : new TimeRange(start, start + random.nextLong(DAY));
    Selector selector =
        switch (random.nextInt(3)) {
          case 0 -> Selector.ALL;
          case 1 -> MetricStoreFixture.metric("m1");
          default -> Selector.of(new LabelMatcher.Matches("host", Regex.compile("h[12]|x")));
        };
    assertEquals(
        MetricStoreFixture.read(model, selector, range),
        MetricStoreFixture.read(engine, selector, range),
        "seed " + seed + ", step " + step + ", " + selector + " " + range);
  }
}
