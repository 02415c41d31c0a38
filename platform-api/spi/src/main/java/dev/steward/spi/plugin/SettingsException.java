package dev.steward.spi.plugin;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/** Settings that a service type refuses. */
public final class SettingsException extends StewardException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /**
   * Makes the error.
   *
   * @param path where in the settings, as a JSON Pointer (RFC 6901)
   * @param reason what is wrong and what is expected
   */
  public SettingsException(String path, String reason) {
    super(ErrorCode.INVALID_ARGUMENT, path + ": " + reason);
    this.path = path;
  }

  /** Where in the settings, as a JSON Pointer. */
  public String path() {
    return path;
  }
}
