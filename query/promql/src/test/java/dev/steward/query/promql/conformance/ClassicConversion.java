package dev.steward.query.promql.conformance;

import dev.steward.query.promql.series.SeriesLine;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.NativeHistogram.Span;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes histograms with custom buckets of the classic histograms of a load. For one thread. */
final class ClassicConversion {
  private static final class Classic {
    private final TreeMap<Double, List<SeriesLine.@Nullable Value>> buckets = new TreeMap<>();
    private List<SeriesLine.@Nullable Value> sums = List.of();
    private List<SeriesLine.@Nullable Value> counts = List.of();
  }

  /** Takes a converted histogram. */
  @FunctionalInterface
  interface Receiver {
    void accept(Labels labels, int step, NativeHistogram histogram);
  }

  private final Map<Labels, Classic> histograms = new TreeMap<>();

  void add(SeriesLine line) {
    String name = line.labels().valueOrEmpty(Labels.METRIC_NAME);
    if (name.endsWith("_bucket") && line.labels().has("le")) {
      double bound = SeriesLine.number(line.labels().valueOrEmpty("le"));
      of(line, name, "_bucket").buckets.put(bound, line.values());
    } else if (name.endsWith("_sum")) {
      of(line, name, "_sum").sums = line.values();
    } else if (name.endsWith("_count")) {
      of(line, name, "_count").counts = line.values();
    }
  }

  private Classic of(SeriesLine line, String name, String suffix) {
    Labels labels =
        line.labels()
            .without("le")
            .with(Labels.METRIC_NAME, name.substring(0, name.length() - suffix.length()));
    return histograms.computeIfAbsent(labels, key -> new Classic());
  }

  void convert(Receiver receiver) {
    histograms.forEach((labels, classic) -> {
      int steps = 0;
      for (List<SeriesLine.@Nullable Value> values : classic.buckets.values()) {
        steps = Math.max(steps, values.size());
      }
      for (int step = 0; step < steps; step++) {
        NativeHistogram histogram = at(classic, step);
        if (histogram != null) {
          receiver.accept(labels, step, histogram);
        }
      }
    });
  }

  private static SeriesLine.@Nullable Value valueAt(
      List<SeriesLine.@Nullable Value> values, int step) {
    return step < values.size() ? values.get(step) : null;
  }

  private static @Nullable NativeHistogram at(Classic classic, int step) {
    TreeSet<Double> bounds = new TreeSet<>(classic.buckets.keySet());
    bounds.remove(Double.POSITIVE_INFINITY);
    double[] customBounds = bounds.stream().mapToDouble(Double::doubleValue).toArray();
    double[] populations = new double[customBounds.length + 1];
    double before = 0;
    boolean any = false;
    int at = 0;
    for (Double bound : bounds) {
      SeriesLine.Value value = valueAt(classic.buckets.getOrDefault(bound, List.of()), step);
      if (value != null) {
        any = true;
        populations[at] = value.number() - before;
        before = value.number();
      }
      at++;
    }
    SeriesLine.Value total =
        valueAt(classic.buckets.getOrDefault(Double.POSITIVE_INFINITY, classic.counts), step);
    if (total != null) {
      any = true;
      populations[at] = total.number() - before;
      before = total.number();
    }
    if (!any) {
      return null;
    }
    SeriesLine.Value sum = valueAt(classic.sums, step);
    return NativeHistogram.builder()
        .schema(NativeHistogram.CUSTOM_BUCKETS)
        .count(before)
        .sum(sum == null ? 0 : sum.number())
        .positive(new Span[] {new Span(0, populations.length)}, populations)
        .customBounds(customBounds)
        .build();
  }
}
