package dev.steward.metricstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.testkit.store.metric.InMemoryMetricStore;
import dev.steward.testkit.store.metric.MetricStoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every version that was ever written are read. */
class FormatTest {
  @TempDir Path folder = Path.of("");

  @Test
  void filesOfVersionOneAreRead() throws URISyntaxException {
    copy("version-1", folder);
    InMemoryMetricStore model = new InMemoryMetricStore(MetricStoreFixture.CLOCK);
    FormatSample.fillBlocks(model);
    model.delete(
        MetricStoreFixture.metric("gone"),
        new TimeRange(MetricStoreFixture.T - 100_000, MetricStoreFixture.T),
        MetricStoreFixture.context());
    FormatSample.fillLog(model);
    try (MetricStoreEngine engine =
        MetricStoreEngine.open(folder, MetricStoreOptions.DEFAULT, MetricStoreFixture.CLOCK)) {
      assertEquals(
          MetricStoreFixture.read(model, Selector.ALL, TimeRange.ALL),
          MetricStoreFixture.read(engine, Selector.ALL, TimeRange.ALL));
      assertEquals(
          model.exemplars(Selector.ALL, TimeRange.ALL, MetricStoreFixture.context()),
          engine.exemplars(Selector.ALL, TimeRange.ALL, MetricStoreFixture.context()));
      assertEquals(model.metadata(), engine.metadata());
      assertEquals(OptionalLong.of(42), engine.lastSequence("agent-1"));
      assertEquals(List.of(), engine.health().problems());
    }
  }

  private static void copy(String version, Path target) throws URISyntaxException {
    Path source = Path.of(Objects.requireNonNull(FormatTest.class.getResource(version)).toURI());
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(copy.getParent()));
        Files.copy(file, copy);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
