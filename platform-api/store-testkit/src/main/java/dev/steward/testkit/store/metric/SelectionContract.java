package dev.steward.testkit.store.metric;

import static dev.steward.testkit.store.metric.MetricStoreFixture.T;
import static dev.steward.testkit.store.metric.MetricStoreFixture.context;
import static dev.steward.testkit.store.metric.MetricStoreFixture.metric;
import static dev.steward.testkit.store.metric.MetricStoreFixture.series;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.MetricQuery;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.SampleColumns;
import dev.steward.spi.store.SeriesCursor;
import dev.steward.spi.text.Regex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Selectors mean what the query languages mean by them, and a query keeps within its limits. */
interface SelectionContract extends MetricStoreFixture {
  private List<Labels> fleet() {
    List<Labels> all = new ArrayList<>();
    for (String host : List.of("web-1", "web-2", "db-1")) {
      all.add(series("up", host));
      all.add(series("load", host));
      all.add(Labels.of(Labels.METRIC_NAME, "disk", "host", host, "device", "sda"));
    }
    all.add(Labels.of(Labels.METRIC_NAME, "up"));
    all.add(Labels.of("nameless", "series", "ünï", "cødé😀"));
    for (int i = 0; i < all.size(); i++) {
      append(all.get(i), T, i);
      if (i == all.size() / 2) {
        settle();
      }
    }
    return all;
  }

  @Test
  default void everySelectorPicksWhatItsMatchersAccept() {
    List<Labels> all = fleet();
    for (Selector selector : selectors()) {
      TreeSet<Labels> expected = new TreeSet<>();
      all.stream().filter(selector::accepts).forEach(expected::add);
      assertEquals(
          new ArrayList<>(expected),
          new ArrayList<>(store().seriesLabels(selector, TimeRange.ALL, context())),
          selector::toString);
      assertEquals(
          new ArrayList<>(expected),
          new ArrayList<>(read(selector, TimeRange.ALL).keySet()),
          selector::toString);
    }
  }

  private static List<Selector> selectors() {
    List<Selector> selectors = new ArrayList<>(List.of(Selector.ALL, metric("up"), metric("no")));
    List<LabelMatcher> onHost = new ArrayList<>();
    for (String value : List.of("web-1", "", "none")) {
      onHost.add(new LabelMatcher.Equal("host", value));
      onHost.add(new LabelMatcher.NotEqual("host", value));
    }
    for (String regex :
        List.of("web-.+", "", ".*", ".+", "web-1|db-1", "web-1|", "(?i)WEB-2", "eb-1", "[^w].*")) {
      onHost.add(new LabelMatcher.Matches("host", Regex.compile(regex)));
      onHost.add(new LabelMatcher.NotMatches("host", Regex.compile(regex)));
    }
    onHost.forEach(matcher -> selectors.add(Selector.of(matcher)));
    onHost.forEach(matcher ->
        selectors.add(Selector.of(new LabelMatcher.Equal(Labels.METRIC_NAME, "up"), matcher)));
    selectors.add(Selector.of(new LabelMatcher.Equal("device", "sda"), onHost.getFirst()));
    selectors.add(Selector.of(new LabelMatcher.Equal("device", "")));
    selectors.add(Selector.of(new LabelMatcher.Equal("ünï", "cødé😀")));
    selectors.add(Selector.of(new LabelMatcher.NotEqual("missing", "x")));
    return selectors;
  }

  @Test
  default void labelNamesAndValuesAreSorted() {
    fleet();
    assertEquals(
        List.of("__name__", "device", "host", "nameless", "ünï"),
        new ArrayList<>(store().labelNames(Selector.ALL, TimeRange.ALL, context())));
    assertEquals(
        List.of("db-1", "web-1", "web-2"),
        new ArrayList<>(store().labelValues("host", metric("up"), TimeRange.ALL, context())));
    assertEquals(Set.of(), store().labelValues("host", metric("no"), TimeRange.ALL, context()));
  }

  @Test
  default void labelsOfSeriesFarFromTheRangeAreLeftOut() {
    append(series("past", "h1"), T - Duration.ofDays(40).toMillis(), 1);
    append(series("now", "h1"), T, 1);
    settle();
    assertEquals(
        List.of(series("now", "h1")),
        new ArrayList<>(
            store().seriesLabels(Selector.ALL, new TimeRange(T - 1000, T + 1000), context())));
  }

  @Test
  default void aQueryStopsAtItsBudget() {
    for (int i = 0; i < 10; i++) {
      append(series("up", "h1"), T + i, i);
    }
    QueryContext tight =
        new QueryContext(System::nanoTime, Duration.ofMinutes(1), 9, Long.MAX_VALUE);
    assertEquals(ErrorCode.EXECUTION_FAILED, failureOf(tight));
  }

  @Test
  default void aQueryStopsAtItsDeadline() {
    append(series("up", "h1"), T, 1);
    AtomicLong nanos = new AtomicLong();
    QueryContext late = new QueryContext(nanos::get, Duration.ofSeconds(1), 100, 100);
    nanos.set(Duration.ofSeconds(2).toNanos());
    assertEquals(ErrorCode.DEADLINE_EXCEEDED, failureOf(late));
  }

  @Test
  default void aCancelledQueryStops() {
    append(series("up", "h1"), T, 1);
    QueryContext cancelled = context();
    cancelled.cancel();
    assertEquals(ErrorCode.CANCELLED, failureOf(cancelled));
  }

  private ErrorCode failureOf(QueryContext limited) {
    return assertThrows(
            StewardException.class,
            () -> {
              MetricQuery query = new MetricQuery(metric("up"), TimeRange.ALL);
              try (SeriesCursor cursor = store().read(query, limited)) {
                while (cursor.next()) {
                  cursor.read(new SampleColumns());
                }
              }
            })
        .code();
  }

  @Test
  default void whatIsReadIsCharged() {
    append(series("up", "h1"), T, 1);
    append(series("up", "h1"), T + 1, 1);
    QueryContext context = context();
    MetricQuery query = new MetricQuery(metric("up"), TimeRange.ALL);
    try (SeriesCursor cursor = store().read(query, context)) {
      while (cursor.next()) {
        cursor.read(new SampleColumns());
      }
    }
    assertEquals(2, context.samplesRead());
  }

  @Test
  default void aCursorSeesWhatWasStoredWhenItWasOpened() {
    append(series("up", "h1"), T, 1);
    MetricQuery query = new MetricQuery(metric("up"), TimeRange.ALL);
    SampleColumns columns = new SampleColumns();
    try (SeriesCursor cursor = store().read(query, context())) {
      settle();
      append(series("up", "h2"), T, 1);
      while (cursor.next()) {
        assertEquals(series("up", "h1"), cursor.labels());
        cursor.read(columns);
      }
    }
    assertEquals(1, columns.size());
  }
}
