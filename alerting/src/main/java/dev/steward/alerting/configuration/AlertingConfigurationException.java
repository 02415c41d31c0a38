package dev.steward.alerting.configuration;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/** A configuration that cannot be used: {@code file:line:column: problem}, as Alertmanager says. */
public final class AlertingConfigurationException extends StewardException {
  private static final long serialVersionUID = 1L;

  AlertingConfigurationException(String file, int line, int column, String problem) {
    super(
        ErrorCode.INVALID_ARGUMENT,
        line == 0 ? file + ": " + problem : file + ":" + line + ":" + column + ": " + problem);
  }
}
