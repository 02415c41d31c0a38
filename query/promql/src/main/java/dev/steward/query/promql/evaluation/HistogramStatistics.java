package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.syntax.Expr;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds selectors of whose histograms only count and sum are looked at. For those, resets are found
 * while reading, so that arithmetic on them can warn of resets that contradict each other.
 */
final class HistogramStatistics {
  private static final Set<String> STATISTICS =
      Set.of("histogram_count", "histogram_sum", "histogram_avg");
  private static final Set<String> BUCKETS =
      Set.of("histogram_quantile", "histogram_quantiles", "histogram_fraction");

  private HistogramStatistics() {}

  static Set<Expr> selectors(Expr root) {
    Set<Expr> found = new HashSet<>();
    collect(root, false, found);
    return found;
  }

  private static void collect(Expr expr, boolean statistics, Set<Expr> found) {
    boolean below = statistics;
    if (expr instanceof Expr.Call call) {
      String name = call.function().name();
      below = STATISTICS.contains(name) || (statistics && !BUCKETS.contains(name));
    } else if (expr instanceof Expr.Subquery
        || (expr instanceof Expr.Binary binary
            && (binary.operator().isSet() || binary.operator().isTrim()))) {
      below = false;
    }
    if (below && expr instanceof Expr.VectorSelector) {
      found.add(expr);
    }
    for (Expr child : expr.children()) {
      collect(child, below, found);
    }
  }
}
