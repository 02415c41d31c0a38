package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Expr;
import dev.steward.query.value.SeriesSink;

/** Since when the samples of a selector count; of anything else nothing is known. */
final class StartTimestamp implements VectorFunction {
  @Override
  public void apply(VectorCall call, SeriesSink sink) {
    if (call.argument(0) instanceof Expr.VectorSelector selector) {
      call.streamProperty(
          selector,
          VectorCall.Property.START,
          series -> {
            call.dropName(series);
            sink.accept(series);
          });
    }
  }
}
