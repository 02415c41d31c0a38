package dev.steward.collector.host;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a host's file systems are found.
 *
 * @param procfs the proc file system, usually {@code /proc}
 * @param sysfs the sys file system, usually {@code /sys}
 * @param rootfs the root of its mount points, usually {@code /}
 */
public record HostRoots(Path procfs, Path sysfs, Path rootfs) {
  /** This machine as it is. */
  public static final HostRoots SYSTEM =
      new HostRoots(Path.of("/proc"), Path.of("/sys"), Path.of("/"));

  /** Checks that nothing is missing. */
  public HostRoots {
    Objects.requireNonNull(procfs, "procfs");
    Objects.requireNonNull(sysfs, "sysfs");
    Objects.requireNonNull(rootfs, "rootfs");
  }
}
