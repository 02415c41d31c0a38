package dev.steward.metricstore;

import dev.steward.metricstore.wal.FailingDisk;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleBatch;
import dev.steward.testkit.store.metric.MetricStoreFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An engine of a folder, and short words for using it. For one thread. */
final class EngineFixture implements AutoCloseable {
  static final long T = MetricStoreFixture.T;

  private final Path folder;
  private final MetricStoreOptions options;
  private MetricStoreEngine engine;
  volatile boolean diskFails;

  EngineFixture(Path folder, MetricStoreOptions options) {
    this.folder = folder;
    this.options = options.withLogFiles(new FailingDisk(() -> diskFails));
    engine = open();
  }

  private MetricStoreEngine open() {
    return MetricStoreEngine.open(folder, options, MetricStoreFixture.CLOCK);
  }

  MetricStoreEngine engine() {
    return engine;
  }

  void restart() {
    engine.close();
    engine = open();
  }

  /** Closes the engine, changes what is on disk, and opens it again. */
  void restartAfter(Change change) throws IOException {
    engine.close();
    change.apply();
    engine = open();
  }

  interface Change {
    void apply() throws IOException;
  }

  AppendReceipt append(Labels labels, long timestampMillis, double value) {
    SampleBatch batch = new SampleBatch(null, 1);
    batch.add(engine.series(labels), timestampMillis, value);
    return MetricStoreFixture.await(engine, batch);
  }

  /** Samples at one distance, ending at the fixture's moment. */
  void appendMany(Labels labels, int count) {
    SampleBatch batch = new SampleBatch(null, count);
    for (int i = 0; i < count; i++) {
      batch.add(engine.series(labels), T - (count - 1 - i) * 15_000L, i);
    }
    MetricStoreFixture.await(engine, batch);
  }

  Map<Labels, List<String>> read() {
    return MetricStoreFixture.read(engine, Selector.ALL, TimeRange.ALL);
  }

  /** The samples of one series. */
  List<String> samples(Labels labels) {
    return read().getOrDefault(labels, List.of());
  }

  /** What a query of everything is warned of. */
  List<String> warnings() {
    QueryContext context = MetricStoreFixture.context();
    try (var cursor =
        engine.read(new dev.steward.spi.store.MetricQuery(Selector.ALL, TimeRange.ALL), context)) {
      var columns = new dev.steward.spi.store.SampleColumns();
      while (cursor.next()) {
        cursor.read(columns);
      }
    }
    return context.warnings();
  }

  /** The only file of a kind. */
  Path file(String ending) throws IOException {
    return files(ending).getFirst();
  }

  List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  /** Turns bits of a byte. */
  static void damage(Path file, long position) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = (int) (position < 0 ? bytes.length + position : position);
    bytes[at] ^= 0x55;
    Files.write(file, bytes);
  }

  @Override
  public void close() {
    diskFails = false;
    engine.close();
  }
}
