package dev.steward.formats.otlp;

import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import dev.steward.spi.model.NativeHistogram;
import dev.steward.spi.model.SampleValues;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What OpenTelemetry's metrics become in Prometheus' model. For one request and one thread.
 *
 * <p>Only cumulative sums and histograms fit the model; deltas are refused. A point that says "no
 * recorded value" becomes the staleness marker. Source: OpenTelemetry, compatibility with
 * Prometheus; Prometheus 3, {@code storage/remote/otlptranslator}.
 */
public final class OtlpMetrics {
  /** Hears of samples, in any order of series. */
  public interface Sink {
    /**
     * One float sample.
     *
     * @param startMillis since when it has been counting, or 0 where that is not known
     */
    void sample(Labels series, long timestampMillis, double value, long startMillis);

    /** One histogram sample. */
    void sample(Labels series, long timestampMillis, NativeHistogram value, long startMillis);

    /** An exemplar of a series. */
    void exemplar(Labels series, Exemplar exemplar);

    /** What is known of a family. */
    void metadata(MetricMetadata family);

    /** Points that do not fit the model. */
    void refused(long points, String reason);
  }

  private static final double DEFAULT_ZERO_THRESHOLD = 1e-128;

  private final Sink sink;

  private OtlpMetrics(Sink sink) {
    this.sink = sink;
  }

  /** Hands every point of a request to a sink. */
  public static void map(ExportMetricsServiceRequest request, Sink sink) {
    OtlpMetrics mapping = new OtlpMetrics(sink);
    for (ResourceMetrics resource : request.getResourceMetricsList()) {
      Target target = Target.of(resource.getResource());
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        scope.getMetricsList().forEach(metric -> mapping.metric(metric, target));
      }
      target.info(sink);
    }
  }

  private void metric(Metric metric, Target target) {
    switch (metric.getDataCase()) {
      case GAUGE ->
          numbers(
              metric,
              target,
              MetricType.GAUGE,
              MetricNames.Kind.GAUGE,
              metric.getGauge().getDataPointsList());
      case SUM -> {
        boolean counter = metric.getSum().getIsMonotonic();
        if (isCumulative(
            metric,
            metric.getSum().getAggregationTemporality(),
            metric.getSum().getDataPointsCount())) {
          numbers(
              metric,
              target,
              counter ? MetricType.COUNTER : MetricType.GAUGE,
              counter ? MetricNames.Kind.COUNTER : MetricNames.Kind.OTHER,
              metric.getSum().getDataPointsList());
        }
      }
      case HISTOGRAM -> {
        List<HistogramDataPoint> points = metric.getHistogram().getDataPointsList();
        if (isCumulative(
            metric, metric.getHistogram().getAggregationTemporality(), points.size())) {
          Family family = family(metric, target, MetricType.HISTOGRAM, points.size());
          points.forEach(point -> histogram(family, point));
        }
      }
      case EXPONENTIAL_HISTOGRAM -> {
        List<ExponentialHistogramDataPoint> points =
            metric.getExponentialHistogram().getDataPointsList();
        if (isCumulative(
            metric, metric.getExponentialHistogram().getAggregationTemporality(), points.size())) {
          Family family = family(metric, target, MetricType.HISTOGRAM, points.size());
          points.forEach(point -> exponential(family, point));
        }
      }
      case SUMMARY -> {
        List<SummaryDataPoint> points = metric.getSummary().getDataPointsList();
        Family family = family(metric, target, MetricType.SUMMARY, points.size());
        points.forEach(point -> summary(family, point));
      }
      case DATA_NOT_SET -> sink.refused(0, "metric " + metric.getName() + ": no data");
    }
  }

  private boolean isCumulative(Metric metric, AggregationTemporality temporality, int points) {
    if (temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE) {
      return true;
    }
    sink.refused(
        points,
        "metric "
            + metric.getName()
            + ": temporality "
            + (temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
                ? "delta"
                : "unspecified")
            + " (expected: cumulative)");
    return false;
  }

  /** A metric of a target: the name that its series share. */
  private record Family(String name, Target target) {
    Labels series(String suffix, Labels attributes) {
      return attributes.with(Labels.METRIC_NAME, name + suffix);
    }
  }

  private Family family(Metric metric, Target target, MetricType type, int points) {
    return family(metric, target, type, MetricNames.Kind.OTHER, points);
  }

  private Family family(
      Metric metric, Target target, MetricType type, MetricNames.Kind kind, int points) {
    String name = MetricNames.of(metric.getName(), metric.getUnit(), kind);
    if (name.isEmpty()) {
      sink.refused(points, "metric name: '" + metric.getName() + "' (expected: letters or digits)");
    } else {
      sink.metadata(
          new MetricMetadata(
              name, type, metric.getDescription(), MetricNames.unit(metric.getUnit())));
    }
    return new Family(name, target);
  }

  private void numbers(
      Metric metric,
      Target target,
      MetricType type,
      MetricNames.Kind kind,
      List<NumberDataPoint> points) {
    Family family = family(metric, target, type, kind, points.size());
    if (family.name().isEmpty()) {
      return;
    }
    for (NumberDataPoint point : points) {
      Labels series = family.series("", target.labels(point.getAttributesList()));
      long time = target.seen(point.getTimeUnixNano());
      sink.sample(
          series,
          time,
          valueOf(point),
          type == MetricType.COUNTER ? start(point.getStartTimeUnixNano()) : 0);
      if (type == MetricType.COUNTER) {
        Exemplars.of(point.getExemplarsList()).forEach(each -> sink.exemplar(series, each));
      }
    }
  }

  private static double valueOf(NumberDataPoint point) {
    if (isUnrecorded(point.getFlags())) {
      return SampleValues.STALE;
    }
    return switch (point.getValueCase()) {
      case AS_DOUBLE -> point.getAsDouble();
      case AS_INT -> point.getAsInt();
      case VALUE_NOT_SET -> 0;
    };
  }

  private void histogram(Family family, HistogramDataPoint point) {
    if (family.name().isEmpty()) {
      return;
    }
    int bounds = point.getExplicitBoundsCount();
    if (point.getBucketCountsCount() != 0 && point.getBucketCountsCount() != bounds + 1) {
      sink.refused(
          1,
          "metric "
              + family.name()
              + ": "
              + point.getBucketCountsCount()
              + " buckets (expected: one more than the "
              + bounds
              + " bounds)");
      return;
    }
    boolean stale = isUnrecorded(point.getFlags());
    Labels attributes = family.target().labels(point.getAttributesList());
    long time = family.target().seen(point.getTimeUnixNano());
    long start = start(point.getStartTimeUnixNano());
    double count = stale ? SampleValues.STALE : unsigned(point.getCount());
    if (point.hasSum() || stale) {
      sink.sample(
          family.series("_sum", attributes),
          time,
          stale ? SampleValues.STALE : point.getSum(),
          start);
    }
    sink.sample(family.series("_count", attributes), time, count, start);
    List<Exemplar> exemplars = new ArrayList<>(Exemplars.of(point.getExemplarsList()));
    double cumulative = 0;
    for (int i = 0; i < bounds && i < point.getBucketCountsCount(); i++) {
      double bound = point.getExplicitBounds(i);
      cumulative += unsigned(point.getBucketCounts(i));
      bucket(
          family,
          attributes,
          bound,
          exemplars,
          time,
          stale ? SampleValues.STALE : cumulative,
          start);
    }
    bucket(family, attributes, Double.POSITIVE_INFINITY, exemplars, time, count, start);
  }

  /** One bucket; it takes the exemplars that no smaller bucket took. */
  private void bucket(
      Family family,
      Labels attributes,
      double bound,
      List<Exemplar> exemplars,
      long time,
      double value,
      long start) {
    Labels series = family.series("_bucket", attributes.with("le", AttributeText.plain(bound)));
    sink.sample(series, time, value, start);
    exemplars.removeIf(exemplar -> {
      boolean inside = exemplar.value() <= bound;
      if (inside) {
        sink.exemplar(series, exemplar);
      }
      return inside;
    });
  }

  private void exponential(Family family, ExponentialHistogramDataPoint point) {
    if (family.name().isEmpty()) {
      return;
    }
    if (point.getScale() < ExponentialBuckets.MIN_SCALE) {
      sink.refused(
          1,
          "metric "
              + family.name()
              + ": scale "
              + point.getScale()
              + " (expected: at least "
              + ExponentialBuckets.MIN_SCALE
              + ")");
      return;
    }
    if (!ExponentialBuckets.fit(point.getPositive())
        || !ExponentialBuckets.fit(point.getNegative())) {
      sink.refused(1, "metric " + family.name() + ": offset (expected: indexes of 32 bits)");
      return;
    }
    Labels series = family.series("", family.target().labels(point.getAttributesList()));
    int schema = Math.min(point.getScale(), ExponentialBuckets.MAX_SCALE);
    int shift = point.getScale() - schema;
    boolean stale = isUnrecorded(point.getFlags());
    NativeHistogram.Builder histogram =
        NativeHistogram.builder()
            .schema(schema)
            .integer(true)
            .sum(stale ? SampleValues.STALE : point.getSum())
            .count(stale ? 0 : unsigned(point.getCount()));
    if (!stale) {
      ExponentialBuckets positive = ExponentialBuckets.of(point.getPositive(), shift);
      ExponentialBuckets negative = ExponentialBuckets.of(point.getNegative(), shift);
      histogram
          .zero(
              point.getZeroThreshold() > 0 ? point.getZeroThreshold() : DEFAULT_ZERO_THRESHOLD,
              unsigned(point.getZeroCount()))
          .positive(positive.spans(), positive.counts())
          .negative(negative.spans(), negative.counts());
    }
    sink.sample(
        series,
        family.target().seen(point.getTimeUnixNano()),
        histogram.build(),
        start(point.getStartTimeUnixNano()));
    Exemplars.of(point.getExemplarsList()).forEach(each -> sink.exemplar(series, each));
  }

  private void summary(Family family, SummaryDataPoint point) {
    if (family.name().isEmpty()) {
      return;
    }
    boolean stale = isUnrecorded(point.getFlags());
    Labels attributes = family.target().labels(point.getAttributesList());
    long time = family.target().seen(point.getTimeUnixNano());
    long start = start(point.getStartTimeUnixNano());
    sink.sample(
        family.series("_sum", attributes),
        time,
        stale ? SampleValues.STALE : point.getSum(),
        start);
    sink.sample(
        family.series("_count", attributes),
        time,
        stale ? SampleValues.STALE : unsigned(point.getCount()),
        start);
    for (SummaryDataPoint.ValueAtQuantile quantile : point.getQuantileValuesList()) {
      sink.sample(
          family.series(
              "", attributes.with("quantile", AttributeText.plain(quantile.getQuantile()))),
          time,
          stale ? SampleValues.STALE : quantile.getValue(),
          start);
    }
  }

  private static boolean isUnrecorded(int flags) {
    return (flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0;
  }

  private static long start(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private static double unsigned(long count) {
    return count >= 0 ? count : (count >>> 1) * 2.0 + (count & 1);
  }
}
