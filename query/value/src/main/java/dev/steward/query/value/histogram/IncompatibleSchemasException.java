package dev.steward.query.value.histogram;

/** Two histograms of which only one has custom buckets: they cannot be put together. */
public final class IncompatibleSchemasException extends Exception {
  private static final long serialVersionUID = 1L;

  IncompatibleSchemasException() {
    super("histograms with exponential and with custom buckets cannot be put together");
  }
}
