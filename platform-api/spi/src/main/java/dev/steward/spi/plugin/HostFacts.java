package dev.steward.spi.plugin;

import java.util.Objects;

/**
 * What is known about a host before anything is planned for it; read once for each plan.
 *
 * @param hostname the host's own name
 * @param distribution {@code ID} of os-release (freedesktop.org), such as {@code debian}
 * @param release {@code VERSION_ID} of os-release, such as {@code 13}; empty where the distribution
 *     has none
 * @param architecture Debian's name of the machine type, such as {@code amd64}
 * @param systemd whether systemd is process 1
 */
public record HostFacts(
    String hostname, String distribution, String release, String architecture, boolean systemd) {
  /** Checks that nothing is missing. */
  public HostFacts {
    Objects.requireNonNull(hostname, "hostname");
    Objects.requireNonNull(distribution, "distribution");
    Objects.requireNonNull(release, "release");
    Objects.requireNonNull(architecture, "architecture");
  }
}
