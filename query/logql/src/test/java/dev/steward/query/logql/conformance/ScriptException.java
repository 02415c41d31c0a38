package dev.steward.query.logql.conformance;

/** A line that is not part of the scripts' language. */
final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  ScriptException(int line, String message) {
    super(message);
    this.line = line;
  }

  /** Its number, from 1. */
  int line() {
    return line;
  }
}
