package dev.steward.query.value;

/** Takes series one by one, so that no more than one need be held. */
@FunctionalInterface
public interface SeriesSink {
  /**
   * Takes a series.
   *
   * @param series the sink's during the call only; it may change it
   */
  void accept(StepSeries series);
}
