package dev.steward.metricstore;

import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.MetricWindows;
import dev.steward.testkit.store.metric.DurableMetricStoreContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** The engine fulfils the contract of metric stores, wherever its samples lie. */
class MetricStoreEngineContractTest extends DurableMetricStoreContract {
  @TempDir Path folder = Path.of("");

  private final Map<MetricStore, Path> folders = new HashMap<>();
  private int opened;

  @Override
  protected MetricStore open(MetricWindows windows) {
    return open(folder.resolve("store-" + opened++), windows);
  }

  private MetricStore open(Path path, MetricWindows windows) {
    MetricStoreOptions options = MetricStoreOptions.DEFAULT.withWindows(windows);
    MetricStore store = MetricStoreEngine.open(path, options, CLOCK);
    folders.put(store, path);
    return store;
  }

  @Override
  protected MetricStore reopen(MetricStore store, Ending ending) {
    Path before = folders.getOrDefault(store, folder);
    if (ending == Ending.CLOSED) {
      store.close();
      return open(before, MetricWindows.DEFAULT);
    }
    Path copy = folder.resolve("store-" + opened++);
    copyFolder(before, copy);
    store.close();
    return open(copy, MetricWindows.DEFAULT);
  }

  /** What a kill leaves is what is on disk at some moment. */
  private static void copyFolder(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void settle() {
    ((MetricStoreEngine) store()).flush();
  }
}
