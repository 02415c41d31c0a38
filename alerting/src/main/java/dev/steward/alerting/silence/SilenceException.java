package dev.steward.alerting.silence;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/** A silence that cannot be kept or found; in Alertmanager's words. */
public final class SilenceException extends StewardException {
  private static final long serialVersionUID = 1L;

  private SilenceException(ErrorCode code, String message) {
    super(code, message);
  }

  static SilenceException invalid(String message) {
    return new SilenceException(ErrorCode.INVALID_ARGUMENT, message);
  }

  static SilenceException missing(String id) {
    return new SilenceException(ErrorCode.NOT_FOUND, "silence " + id + " not found");
  }
}
