package dev.steward.query.logql.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Series by the size of their numbers; NaN comes last, whatever the direction. */
final class Ranking {
  private Ranking() {}

  /** All series in order; at more than one moment there is no order, and they stay as they are. */
  static List<StepSeries> sorted(List<StepSeries> all, boolean descending, int steps) {
    if (steps > 1) {
      return all;
    }
    List<StepSeries> sorted = new ArrayList<>(all);
    sorted.sort(byValueAt(0, descending));
    return sorted;
  }

  /** At each moment the first few; series that are never among them are left out. */
  static List<StepSeries> first(List<StepSeries> group, int count, boolean descending, int steps) {
    StepSeries[] chosen = new StepSeries[group.size()];
    List<Integer> present = new ArrayList<>(group.size());
    for (int step = 0; step < steps; step++) {
      present.clear();
      for (int i = 0; i < group.size(); i++) {
        if (group.get(i).present().get(step)) {
          present.add(i);
        }
      }
      if (present.size() > count) {
        Comparator<StepSeries> order = byValueAt(step, descending);
        present.sort((a, b) -> order.compare(group.get(a), group.get(b)));
      }
      for (int i = 0; i < Math.min(count, present.size()); i++) {
        int index = present.get(i);
        if (chosen[index] == null) {
          chosen[index] = StepSeries.empty(group.get(index).labels(), steps);
        }
        chosen[index].set(step, group.get(index).values()[step]);
      }
    }
    List<StepSeries> results = new ArrayList<>();
    Arrays.stream(chosen).filter(series -> series != null).forEach(results::add);
    return results;
  }

  private static Comparator<StepSeries> byValueAt(int step, boolean descending) {
    return (a, b) -> compare(a.values()[step], b.values()[step], descending);
  }

  private static int compare(double a, double b, boolean descending) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
    return descending ? Double.compare(b, a) : Double.compare(a, b);
  }
}
