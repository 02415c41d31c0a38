package dev.steward.query.promql.evaluation;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.SeriesSink;
import dev.steward.query.value.StepSeries;
import dev.steward.spi.select.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What selectors that occur more than once have picked, so that it is read once. Bounded: what does
 * not fit is read again. For one thread.
 */
final class SharedSelections {
  private static final long MAX_POINTS = 2_000_000;

  /** What makes two selections the same; their moments are evenly spaced, so the ends say all. */
  record Key(
      Selector selector,
      InstantSelection.Wanted wanted,
      boolean hinted,
      long firstMillis,
      long lastMillis,
      int steps) {}

  private final Set<Selector> repeated = new HashSet<>();
  private final Map<Key, List<StepSeries>> complete = new HashMap<>();
  private final Map<Key, List<StepSeries>> open = new HashMap<>();
  private long points;

  SharedSelections(Expr root) {
    collect(root, new HashSet<>());
  }

  private void collect(Expr expr, Set<Selector> seen) {
    if (expr instanceof Expr.VectorSelector selector) {
      Selector conditions = selector.selector();
      if (!seen.add(conditions)) {
        repeated.add(conditions);
      }
    } else if (!(expr instanceof Expr.MatrixSelector)) {
      expr.children().forEach(child -> collect(child, seen));
    }
  }

  /** Gives what was picked before; false where nothing was kept. */
  boolean replay(Key key, SeriesSink sink) {
    List<StepSeries> kept = complete.get(key);
    if (kept == null) {
      return false;
    }
    for (StepSeries series : kept) {
      sink.accept(series.copy());
    }
    return true;
  }

  /** A sink that keeps what it hands on, as far as there is room. */
  SeriesSink record(Key key, SeriesSink sink) {
    if (!repeated.contains(key.selector()) || complete.containsKey(key)) {
      return sink;
    }
    List<StepSeries> kept = new ArrayList<>();
    open.put(key, kept);
    return series -> {
      if (open.get(key) == kept) {
        points += key.steps();
        if (points > MAX_POINTS) {
          open.remove(key);
        } else {
          kept.add(series.copy());
        }
      }
      sink.accept(series);
    };
  }

  /** Says that a selection was read to its end. */
  void complete(Key key) {
    List<StepSeries> kept = open.remove(key);
    if (kept != null) {
      complete.put(key, kept);
    }
  }
}
