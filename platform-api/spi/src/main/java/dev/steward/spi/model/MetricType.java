package dev.steward.spi.model;

/** What kind of thing a metric family counts, as OpenMetrics names it. */
public enum MetricType {
  UNKNOWN,
  COUNTER,
  GAUGE,
  SUMMARY,
  HISTOGRAM,
  GAUGE_HISTOGRAM,
  INFO,
  STATE_SET;

  /** As the Prometheus HTTP interface writes it. */
  public String wireName() {
    return switch (this) {
      case UNKNOWN -> "unknown";
      case COUNTER -> "counter";
      case GAUGE -> "gauge";
      case SUMMARY -> "summary";
      case HISTOGRAM -> "histogram";
      case GAUGE_HISTOGRAM -> "gaugehistogram";
      case INFO -> "info";
      case STATE_SET -> "stateset";
    };
  }
}
