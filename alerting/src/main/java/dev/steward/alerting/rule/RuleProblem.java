package dev.steward.alerting.rule;

import java.util.Objects;

/**
 * What is wrong with a rule file, and where.
 *
 * @param file the file's name
 * @param line from 1; 0 where the problem is the whole file's
 * @param column from 1; 0 where the problem is the whole file's
 * @param message what is wrong, and what was expected
 */
public record RuleProblem(String file, int line, int column, String message) {
  /** Checks that nothing is missing. */
  public RuleProblem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(message, "message");
  }

  /** {@code file:line:column: message}. */
  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
  }
}
