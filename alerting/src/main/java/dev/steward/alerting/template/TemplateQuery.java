package dev.steward.alerting.template;

import java.util.List;
import java.util.Map;

/** Answers the queries that templates ask, at the moment of the evaluation. */
@FunctionalInterface
public interface TemplateQuery {
  /** Finds no series. */
  TemplateQuery NOTHING = expression -> List.of();

  /**
   * The samples of an instant query.
   *
   * @throws dev.steward.spi.error.StewardException if the query fails
   */
  List<Found> run(String expression);

  /**
   * A sample.
   *
   * @param labels its labels, the metric's name among them
   * @param value its value
   */
  record Found(Map<String, String> labels, double value) {
    /** Copies the labels. */
    public Found {
      labels = Map.copyOf(labels);
    }
  }
}
