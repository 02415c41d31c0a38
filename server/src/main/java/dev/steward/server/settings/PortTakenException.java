package dev.steward.server.settings;

import dev.steward.configuration.HostPort;
import dev.steward.configuration.Setting;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/** Says that a door cannot listen where it should, and which flag and key change that. */
public final class PortTakenException extends StewardException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param address where the door should listen
   * @param flag the flag that changes it, such as {@code --http}
   * @param key the key that changes it
   * @param cause the system's own error
   */
  public PortTakenException(HostPort address, String flag, Setting<?> key, Throwable cause) {
    super(
        ErrorCode.UNAVAILABLE,
        key
            + ": cannot listen on "
            + address
            + ", port "
            + address.port()
            + ": "
            + cause.getMessage()
            + " (expected: a free port of this machine; change it with "
            + flag
            + " HOST:PORT, or with "
            + key
            + " in steward.yaml)",
        cause);
  }
}
