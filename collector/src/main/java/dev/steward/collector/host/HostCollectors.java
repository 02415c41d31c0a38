package dev.steward.collector.host;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** The groups of metrics that a host tells by default. */
public final class HostCollectors {
  /** How long a scrape waits for one file system. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private HostCollectors() {}

  /** The default collectors, for one scrape loop. */
  public static List<HostCollector> defaults() {
    // Platform threads: a system call that hangs must not hold a carrier of virtual threads.
    Executor hanging = task -> Thread.ofPlatform().daemon().name("steward-mount-probe").start(task);
    return List.of(
        new CpuCollector(),
        new DiskCollector(),
        new FileSystemCollector(new MountProbe(new StatVfs(), hanging, PATIENCE)),
        new LoadAverageCollector(),
        new MemoryCollector(),
        new NetworkDeviceCollector(),
        new StatCollector(),
        new UnameCollector(),
        new VirtualMemoryCollector());
  }
}
