package dev.steward.collector.ship;

import java.nio.charset.StandardCharsets;

/**
 * Who ships.
 *
 * @param name the agent's name; not empty, at most 255 bytes of UTF-8
 * @param version its version, for people
 */
public record ShippingAgent(String name, String version) {
  /** Checks the name. */
  public ShippingAgent {
    if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > 255) {
      throw new IllegalArgumentException("host: " + name + " (expected: 1 to 255 bytes)");
    }
  }
}
