package dev.steward.query.value;

import java.util.Objects;

/**
 * The answer to a query.
 *
 * @param value the result
 * @param notices what there is to say about it
 */
public record QueryResult(QueryValue value, Notices notices) {
  /** Checks that nothing is missing. */
  public QueryResult {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(notices, "notices");
  }
}
