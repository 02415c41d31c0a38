package dev.steward.query.promql.evaluation;

import dev.steward.query.value.StepGrid;

/**
 * What holds for a whole query.
 *
 * @param instant whether the query asks for one moment
 * @param grid the query's own moments
 * @param lookbackMillis how old a sample may be and still count as current
 * @param subqueryStepMillis distance of a subquery's evaluations where it names none
 * @param delayedNameRemoval whether names leave results at the end only
 * @param startTimestamps whether start timestamps of samples count
 */
public record EvaluationSettings(
    boolean instant,
    StepGrid grid,
    long lookbackMillis,
    long subqueryStepMillis,
    boolean delayedNameRemoval,
    boolean startTimestamps) {
  /** The query's step; 0 for one moment. */
  long stepMillis() {
    return instant ? 0 : grid.stepMillis();
  }

  /** From the query's start to its end. */
  long rangeMillis() {
    return grid.endMillis() - grid.startMillis();
  }
}
