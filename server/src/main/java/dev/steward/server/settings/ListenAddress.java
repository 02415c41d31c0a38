package dev.steward.server.settings;

import dev.steward.configuration.HostPort;
import dev.steward.configuration.Setting;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.net.InetSocketAddress;

/** The address that a door binds, looked up once so that nothing falls back to every address. */
public final class ListenAddress {
  private ListenAddress() {}

  /**
   * Looks the host up.
   *
   * @param listen where the door should listen
   * @param key the key that says so
   * @throws StewardException if the host has no address
   */
  public static InetSocketAddress of(HostPort listen, Setting<?> key) {
    InetSocketAddress address = listen.toSocketAddress();
    if (address.isUnresolved()) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          key + ": " + listen + ": unknown host (expected: a name or address of this machine)");
    }
    return address;
  }
}
