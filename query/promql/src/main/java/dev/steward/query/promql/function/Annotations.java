package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Span;
import dev.steward.query.value.Aggregator;
import dev.steward.query.value.FloatText;
import dev.steward.query.value.Notices;
import dev.steward.query.value.SampleNotices;
import dev.steward.spi.model.GoQuoting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The warnings and infos of one query, in Prometheus' words and with the place that they are about.
 * Safe for any thread.
 */
public final class Annotations {
  private final String query;

  /**
   * With their places, by their text without: of several places the last is told. Guarded by this.
   */
  private final Map<String, String> warnings = new LinkedHashMap<>();

  /** The same of infos. Guarded by this. */
  private final Map<String, String> infos = new LinkedHashMap<>();

  /** The annotations of a query. */
  public Annotations(String query) {
    this.query = query;
  }

  /** What was said so far. */
  public synchronized Notices notices() {
    return new Notices(new ArrayList<>(warnings.values()), new ArrayList<>(infos.values()));
  }

  /** Adds a warning that is about no place, such as that of a store. */
  public synchronized void warnPlain(String text) {
    warnings.put(text, text);
  }

  private synchronized void warn(String text, Span where) {
    warnings.put(text, "PromQL warning: " + text + place(where));
  }

  private synchronized void inform(String text, Span where) {
    infos.put(text, "PromQL info: " + text + place(where));
  }

  private String place(Span where) {
    int at = where.start();
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at && i < query.length(); i++) {
      if (query.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return " (" + line + ":" + (at - lineStart + 1) + ")";
  }

  private static String forMetric(String text, String metric) {
    return metric.isEmpty() ? text : text + " for metric name " + GoQuoting.quote(metric);
  }

  /** A series holds numbers and histograms where only one kind can be. */
  public void mixedFloatsAndHistograms(String metric, Span where) {
    warn(
        "encountered a mix of histograms and floats for metric name " + GoQuoting.quote(metric),
        where);
  }

  /** Histograms with exponential and with custom buckets met. */
  public void mixedSchemas(String metric, Span where) {
    warn(
        "vector contains a mix of histograms with exponential and custom buckets schemas for"
            + " metric name "
            + GoQuoting.quote(metric),
        where);
  }

  void mixedClassicAndNative(String metric, Span where) {
    warn(forMetric("vector contains a mix of classic and native histograms", metric), where);
  }

  void notACounter(String metric, Span where) {
    warn("this native histogram metric is not a counter: " + GoQuoting.quote(metric), where);
  }

  void notAGauge(String metric, Span where) {
    warn("this native histogram metric is not a gauge: " + GoQuoting.quote(metric), where);
  }

  /** A name that is not that of a counter. */
  public void possiblyNotACounter(String metric, Span where) {
    inform(
        "metric might not be a counter, name does not end in _total/_sum/_count/_bucket: "
            + GoQuoting.quote(metric),
        where);
  }

  void histogramsIgnoredInRange(String metric, Span where) {
    inform(
        "ignored histograms in a range containing both floats and histograms for metric name "
            + GoQuoting.quote(metric),
        where);
  }

  /** A quantile outside 0 to 1. */
  public void invalidQuantile(double quantile, Span where) {
    warn("quantile value should be between 0 and 1, got " + FloatText.general(quantile), where);
  }

  /** A ratio outside -1 to 1. */
  public void invalidRatio(double ratio, double used, Span where) {
    warn(
        "ratio value should be between -1 and 1, got "
            + FloatText.general(ratio)
            + ", capping to "
            + FloatText.general(used),
        where);
  }

  void badBucketLabel(String metric, String value, Span where) {
    warn(
        forMetric(
            "bucket label \"le\" is missing or has a malformed value of " + GoQuoting.quote(value),
            metric),
        where);
  }

  void forcedMonotonicity(String metric, Span where) {
    inform(
        "input to histogram_quantile needed to be fixed for monotonicity (see"
            + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)"
            + " for metric name "
            + GoQuoting.quote(metric),
        where);
  }

  void notANumberResult(String metric, Span where) {
    inform(
        forMetric("input to histogram_quantile has NaN observations, result is NaN", metric),
        where);
  }

  void notANumberSkew(String metric, Span where) {
    inform(
        forMetric(
            "input to histogram_quantile has NaN observations, result is skewed higher", metric),
        where);
  }

  void notANumberExcluded(String metric, Span where) {
    inform(
        forMetric(
            "input to histogram_fraction has NaN observations, which are excluded from all"
                + " fractions",
            metric),
        where);
  }

  /** A sorting function where the order of the result is fixed. */
  void sortInRangeQuery(Span where) {
    warn("sort is ineffective for range queries since results are always ordered by labels", where);
  }

  void overlappingStart(String metric, Span where) {
    warn(
        "sample has start time that overlaps with previous sample timestamp for metric "
            + GoQuoting.quote(metric),
        where);
  }

  /** Two kinds of values that an operator does not bring together. */
  public void incompatibleTypes(String left, String operator, String right, Span where) {
    inform(
        "incompatible sample types encountered for binary operator "
            + GoQuoting.quote(operator)
            + ": "
            + left
            + " "
            + operator
            + " "
            + right,
        where);
  }

  /** Histograms whose buckets an operator cannot bring together. */
  public void incompatibleBuckets(String operator, Span where) {
    warn("incompatible bucket layout encountered for binary operator " + operator, where);
  }

  /**
   * Bounds that were reconciled.
   *
   * @param operation addition, subtraction or aggregation
   */
  public void boundsReconciled(String operation, Span where) {
    inform("mismatched custom buckets were reconciled during " + operation, where);
  }

  /**
   * Hints about counter resets that contradict each other.
   *
   * @param operation addition, subtraction or aggregation
   */
  public void hintsCollided(String operation, Span where) {
    warn("conflicting counter resets during histogram " + operation, where);
  }

  /** What an aggregation says about its samples. */
  public SampleNotices forAggregation(Aggregator aggregator, Span aggregation, Span operand) {
    return new SampleNotices() {
      /** Said for each sample: the text is made once. */
      private boolean saidIgnored;

      @Override
      public void mixedFloatsAndHistograms() {
        warn("encountered a mix of histograms and floats for aggregation", operand);
      }

      @Override
      public void mixedSchemas(String metricName) {
        Annotations.this.mixedSchemas(metricName, operand);
      }

      @Override
      public void histogramIgnored() {
        if (!saidIgnored) {
          saidIgnored = true;
          inform(
              "ignored histogram in " + aggregator + " aggregation",
              aggregator.selects() ? aggregation : operand);
        }
      }

      @Override
      public void counterResetsCollided() {
        hintsCollided("aggregation", operand);
      }

      @Override
      public void boundsReconciled() {
        Annotations.this.boundsReconciled("aggregation", operand);
      }
    };
  }
}
