package dev.steward.query.promql.conformance;

/** A script that cannot be read. */
final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScriptException(String message) {
    super(message);
  }
}
