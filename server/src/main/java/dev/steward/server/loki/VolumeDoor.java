package dev.steward.server.loki;

import dev.steward.query.value.Points;
import dev.steward.query.value.QueryValue;
import dev.steward.query.value.Sample;
import dev.steward.query.value.Series;
import dev.steward.server.http.JsonAnswer;
import dev.steward.server.http.QueryLimits;
import dev.steward.server.http.RequestParameters;
import dev.steward.server.prometheus.PrometheusJson;
import dev.steward.server.security.WithoutToken;
import dev.steward.spi.model.Labels;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.LogCounting;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.LogStatistics;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** How much there is: statistics of a selection, and bytes by labels, at once or over time. */
@WithoutToken
@RestController
@RequestMapping(
    path = "/loki/api/v1/index",
    method = {RequestMethod.GET, RequestMethod.POST})
final class VolumeDoor {
  private static final int DEFAULT_LIMIT = 100;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final LogStore store;
  private final QueryLimits limits;
  private final Clock clock;

  VolumeDoor(LogStore store, QueryLimits limits, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.clock = clock;
  }

  @RequestMapping("/stats")
  void statistics(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    LogStatistics statistics =
        store.statistics(
            LokiSelectors.of(parameters),
            LokiRange.of(parameters, clock).toTimeRange(),
            limits.newContext());
    JsonAnswer.ok(
        response,
        json -> {
          json.writeStartObject();
          json.writeNumberProperty("streams", statistics.streams());
          json.writeNumberProperty("chunks", statistics.chunks());
          json.writeNumberProperty("bytes", statistics.bytes());
          json.writeNumberProperty("entries", statistics.entries());
          json.writeEndObject();
        });
  }

  @RequestMapping("/volume")
  void volume(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    LokiRange range = LokiRange.of(parameters, clock);
    long span = Math.max(1, range.endNanos() - range.startNanos());
    long started = System.nanoTime();
    QueryContext context = limits.newContext();
    List<Volume> volumes = volumes(parameters, range, span, context);
    long millis = range.endNanos() / NANOS_PER_MILLI;
    answer(
        response,
        context,
        started,
        new QueryValue.InstantVector(
            volumes.stream()
                .map(volume -> new Sample(volume.labels(), millis, volume.total()))
                .toList()));
  }

  @RequestMapping("/volume_range")
  void volumeRange(HttpServletRequest request, HttpServletResponse response) throws IOException {
    RequestParameters parameters = RequestParameters.of(request);
    LokiRange range = LokiRange.of(parameters, clock);
    long step = LokiStep.of(parameters, range);
    long started = System.nanoTime();
    QueryContext context = limits.newContext();
    List<Series> series = new ArrayList<>();
    for (Volume volume : volumes(parameters, range, step, context)) {
      long[] times = new long[volume.bytes().length];
      for (int i = 0; i < times.length; i++) {
        times[i] = (range.startNanos() + (i + 1) * step) / NANOS_PER_MILLI;
      }
      series.add(
          new Series(
              volume.labels(),
              new Points(times, Arrays.stream(volume.bytes()).asDoubleStream().toArray())));
    }
    answer(response, context, started, new QueryValue.Matrix(series));
  }

  private static void answer(
      HttpServletResponse response, QueryContext context, long started, QueryValue value)
      throws IOException {
    LokiAnswer.success(response, context, started, json -> PrometheusJson.writeResult(json, value));
  }

  private record Volume(Labels labels, long[] bytes) {
    double total() {
      return Arrays.stream(bytes).sum();
    }
  }

  /** Bytes of each group in steps from the range's start, the largest first, then by labels. */
  private List<Volume> volumes(
      RequestParameters parameters, LokiRange range, long step, QueryContext context) {
    Selector selector = LokiSelectors.of(parameters);
    int windows = (int) Math.max(1, (range.endNanos() - range.startNanos() + step - 1) / step);
    // A window ends with its last nanosecond inside, a range with its first one outside.
    LogCounting counting =
        new LogCounting(range.startNanos() + step - 1, step, step, windows, false);
    Map<Labels, long[]> groups = new TreeMap<>();
    for (LogCounting.Counts counts :
        store.count(new LogQuery(selector, range.toTimeRange()), counting, context)) {
      for (Labels group : groups(parameters, selector, counts.stream())) {
        long[] sums = groups.computeIfAbsent(group, labels -> new long[windows]);
        for (int i = 0; i < windows; i++) {
          sums[i] += counts.bytes()[i];
        }
      }
    }
    return groups.entrySet().stream()
        .map(entry -> new Volume(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(Volume::total).reversed())
        .limit(limit(parameters))
        .toList();
  }

  /** The groups that a stream counts for: its target labels together, or each of its labels. */
  private static List<Labels> groups(
      RequestParameters parameters, Selector selector, Labels stream) {
    @Nullable String target = parameters.first("targetLabels");
    List<String> names =
        target == null
            ? selector.matchers().stream().map(LabelMatcher::name).distinct().toList()
            : Arrays.asList(target.split(",", -1));
    if (!parameters.firstOr("aggregateBy", "series").equals("labels")) {
      return List.of(names.isEmpty() ? stream : stream.keeping(names));
    }
    List<Labels> groups = new ArrayList<>();
    stream.forEach((name, value) -> {
      if (target == null || names.contains(name)) {
        groups.add(Labels.of(name, ""));
      }
    });
    return groups;
  }

  private static int limit(RequestParameters parameters) {
    return LokiLimit.of(parameters, "limit", DEFAULT_LIMIT);
  }
}
