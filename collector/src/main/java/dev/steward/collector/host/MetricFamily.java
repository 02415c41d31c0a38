package dev.steward.collector.host;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A metric family and the label sets of its series, each made once: the same values give the same
 * {@link Labels} object again. For one thread.
 */
public final class MetricFamily {
  /** Devices come and go; past this many label sets the family starts to remember anew. */
  private static final int MAX_REMEMBERED = 10_000;

  private final MetricMetadata metadata;
  private final String[] labelNames;
  private final Labels plain;
  private final Map<Object, Labels> series = new HashMap<>();

  private MetricFamily(MetricType type, String name, String help, String[] labelNames) {
    this.metadata = new MetricMetadata(name, type, help, "");
    this.labelNames = labelNames.clone();
    this.plain = Labels.of(Labels.METRIC_NAME, name);
  }

  /** A counter; its name is the whole name of its samples. */
  static MetricFamily counter(String name, String help, String... labelNames) {
    return new MetricFamily(MetricType.COUNTER, name, help, labelNames);
  }

  /** A gauge. */
  static MetricFamily gauge(String name, String help, String... labelNames) {
    return new MetricFamily(MetricType.GAUGE, name, help, labelNames);
  }

  /** A family whose type nobody says. */
  static MetricFamily untyped(String name, String help, String... labelNames) {
    return new MetricFamily(MetricType.UNKNOWN, name, help, labelNames);
  }

  /** A family that another program describes; its labels are made by who reads it. */
  static MetricFamily named(String name, MetricType type) {
    return new MetricFamily(type, name, "", new String[0]);
  }

  /** Name, type and help. */
  public MetricMetadata metadata() {
    return metadata;
  }

  /** The labels of the only series of a family without labels. */
  Labels labels() {
    return plain;
  }

  /** The labels of a series of a family with one label. */
  Labels labels(String value) {
    Labels known = series.get(value);
    return known != null ? known : remember(value, make(List.of(value)));
  }

  /** The labels of a series, with values in the order of the family's label names. */
  Labels labels(String... values) {
    List<String> key = List.of(values);
    Labels known = series.get(key);
    return known != null ? known : remember(key, make(key));
  }

  private Labels remember(Object key, Labels labels) {
    if (series.size() >= MAX_REMEMBERED) {
      series.clear();
    }
    series.put(key, labels);
    return labels;
  }

  private Labels make(List<String> values) {
    if (values.size() != labelNames.length) {
      throw new IllegalArgumentException(
          metadata.family()
              + ": "
              + values.size()
              + " values (expected: "
              + labelNames.length
              + ")");
    }
    Labels.Builder made = plain.edit();
    for (int i = 0; i < labelNames.length; i++) {
      // An empty value and no label are the same to everyone who reads them.
      if (!values.get(i).isEmpty()) {
        made.set(labelNames[i], values.get(i));
      }
    }
    return made.build();
  }
}
