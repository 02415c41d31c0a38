package dev.steward.alerting.matching;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/** A text that is no list of matchers; in Alertmanager's words. */
public final class MatcherSyntaxException extends StewardException {
  private static final long serialVersionUID = 1L;

  MatcherSyntaxException(String message) {
    super(ErrorCode.INVALID_ARGUMENT, message);
  }
}
