package dev.steward.query.promql.function;

import dev.steward.query.promql.syntax.Span;
import java.util.List;

/**
 * The call of a function over ranges, apart from its series.
 *
 * @param annotations takes what there is to say
 * @param range where the range stands
 * @param call where the call stands
 * @param scalars the other arguments, a column of steps each, in the order written
 * @param scalarSpans where those stand
 * @param startTimestamps whether start timestamps of samples count
 */
public record RangeCall(
    Annotations annotations,
    Span range,
    Span call,
    List<double[]> scalars,
    List<Span> scalarSpans,
    boolean startTimestamps) {
  /** Copies the lists. */
  public RangeCall {
    scalars = List.copyOf(scalars);
    scalarSpans = List.copyOf(scalarSpans);
  }

  double scalar(int argument, int step) {
    return scalars.get(argument)[step];
  }
}
