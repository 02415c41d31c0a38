package dev.steward.query.promql.series;

/** Text that is no series, no value or no histogram. */
public final class SeriesSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the error. */
  public SeriesSyntaxException(String message) {
    super(message);
  }
}
