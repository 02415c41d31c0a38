package dev.steward.alerting.ruletest;

import org.jspecify.annotations.Nullable;

/** A file of unit tests that cannot be used; the message says what is wrong in it. */
public final class RuleTestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RuleTestException(String message) {
    this(message, null);
  }

  RuleTestException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
