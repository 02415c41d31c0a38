package dev.steward.query.value;

import dev.steward.spi.model.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Which labels an aggregation keeps.
 *
 * @param without whether {@code labels} are dropped; else they are the only ones kept
 * @param labels the labels named
 */
public record Grouping(boolean without, List<String> labels) {
  /** Everything in one group. */
  public static final Grouping ALL = new Grouping(false, List.of());

  /** Copies the list. */
  public Grouping {
    labels = List.copyOf(labels);
  }

  /** The labels of the group that a series belongs to. */
  public Labels groupOf(Labels series) {
    if (!without) {
      return switch (labels.size()) {
        case 0 -> Labels.EMPTY;
        case 1 -> one(series, labels.getFirst());
        default -> series.keeping(labels);
      };
    }
    Labels rest = series.without(Labels.METRIC_NAME);
    return labels.isEmpty() ? rest : rest.dropping(labels);
  }

  private static Labels one(Labels series, String name) {
    String value = series.value(name);
    return value == null ? Labels.EMPTY : Labels.of(name, value);
  }

  /** Whether the metric's name is among the labels kept. */
  public boolean keepsMetricName() {
    return !without && labels.contains(Labels.METRIC_NAME);
  }

  /** The labels as a sorted list without repetitions, for comparing. */
  public List<String> sorted() {
    return Set.copyOf(labels).stream().sorted(Comparator.naturalOrder()).toList();
  }
}
