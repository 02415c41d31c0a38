package dev.steward.metricstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.MetricQuery.Rollup;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import dev.steward.testkit.store.metric.InMemoryMetricStore;
import dev.steward.testkit.store.metric.MetricStoreFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    requireSame(model);
  }

  @Test
  void filesOfVersionTwoAreRead() throws URISyntaxException {
    copy("version-2", folder);
    InMemoryMetricStore model = new InMemoryMetricStore(MetricStoreFixture.CLOCK);
    FormatSample.fillPoints(model);
    FormatSample.fillBlocks(model);
    assertEquals(List.of("raw", "5m", "1h"), requireSame(model));
  }

  /** Compares what the files hold; gives the levels of their blocks. */
  private List<String> requireSame(InMemoryMetricStore model) {
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
      for (Rollup rollup : List.of(Rollup.MIN, Rollup.MAX, Rollup.SUM)) {
        assertEquals(whole(model, rollup), whole(engine, rollup), rollup::toString);
      }
      return engine.figures().levels().stream()
          .filter(level -> level.blocks() > 0)
          .map(EngineFigures.LevelFigures::level)
          .toList();
    }
  }

  /** The smallest, largest, or how many, of each series over all of time. */
  private static List<String> whole(MetricStore store, Rollup rollup) {
    List<String> found = new ArrayList<>();
    SampleColumns columns = new SampleColumns();
    MetricQuery query = new MetricQuery(Selector.ALL, TimeRange.ALL, 3_600_000, rollup);
    try (SeriesCursor cursor = store.read(query, MetricStoreFixture.context())) {
      while (cursor.next()) {
        columns.clear();
        cursor.read(columns);
        double result =
            switch (rollup) {
              case MIN -> Double.POSITIVE_INFINITY;
              case MAX -> Double.NEGATIVE_INFINITY;
              default -> 0;
            };
        for (int i = 0; i < columns.size(); i++) {
          double value = columns.values()[i];
          if (!Double.isNaN(value) && columns.histogram(i) == null) {
            result =
                switch (rollup) {
                  case MIN -> Math.min(result, value);
                  case MAX -> Math.max(result, value);
                  default -> result + columns.count(i);
                };
          }
        }
        found.add(cursor.labels() + " " + rollup + " " + result);
      }
    }
    return found;
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
