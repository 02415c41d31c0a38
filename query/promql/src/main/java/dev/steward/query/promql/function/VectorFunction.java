package dev.steward.query.promql.function;

import dev.steward.query.value.SeriesSink;

/** A function over instant vectors. Safe for any thread. */
@FunctionalInterface
public interface VectorFunction {
  /** Gives the resulting series. */
  void apply(VectorCall call, SeriesSink sink);
}
