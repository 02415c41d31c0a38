package dev.steward.collector.container;

import dev.steward.spi.model.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The label sets of one container's series, each made once. For one thread. */
final class ContainerSeries {
  private static final int MAX_LABELS = 64;
  private static final int MAX_VALUE_CHARACTERS = 1024;

  private final Labels base;
  private final Map<Object, Labels> series = new HashMap<>();

  private ContainerSeries(Labels base) {
    this.base = base;
  }

  /**
   * The series of a container.
   *
   * @param path of its control group, cAdvisor's label {@code id}
   */
  static ContainerSeries of(String host, String job, String path, ContainerInfo info) {
    Labels.Builder labels =
        Labels.builder()
            .set("host", host)
            .set("id", path)
            .set("image", info.image())
            .set("instance", host)
            .set("job", job)
            .set("name", info.name());
    info.labels().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(MAX_LABELS)
        .forEach(label ->
            labels.set("container_label_" + name(label.getKey()), bounded(label.getValue())));
    return new ContainerSeries(labels.build());
  }

  private static String name(String label) {
    return label.replaceAll("[^a-zA-Z0-9_]", "_");
  }

  private static String bounded(String value) {
    int end = Math.min(value.length(), MAX_VALUE_CHARACTERS);
    boolean split = end < value.length() && Character.isHighSurrogate(value.charAt(end - 1));
    return value.substring(0, split ? end - 1 : end);
  }

  /** The labels of a metric, with values of its own labels. */
  Labels labels(ContainerMetric metric, String... values) {
    Object key = values.length == 0 ? metric : List.of(metric, List.of(values));
    Labels known = series.get(key);
    if (known == null) {
      Labels.Builder made = base.edit().set(Labels.METRIC_NAME, metric.metadata().family());
      for (int i = 0; i < values.length; i++) {
        made.set(metric.label(i), values[i]);
      }
      known = made.build();
      series.put(key, known);
    }
    return known;
  }
}
