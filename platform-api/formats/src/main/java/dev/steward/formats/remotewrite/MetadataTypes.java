package dev.steward.formats.remotewrite;

import dev.steward.spi.model.MetricType;

/** The numbers that both versions give to types of metrics. */
final class MetadataTypes {
  private static final MetricType[] BY_NUMBER = {
    MetricType.UNKNOWN,
    MetricType.COUNTER,
    MetricType.GAUGE,
    MetricType.HISTOGRAM,
    MetricType.GAUGE_HISTOGRAM,
    MetricType.SUMMARY,
    MetricType.INFO,
    MetricType.STATE_SET
  };

  private MetadataTypes() {}

  static MetricType of(long number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[(int) number] : MetricType.UNKNOWN;
  }
}
