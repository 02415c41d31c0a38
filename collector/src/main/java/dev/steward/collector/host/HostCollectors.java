package dev.steward.collector.host;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/** The groups of metrics that a host tells by default. */
public final class HostCollectors {
  /** How long a scrape waits for one file system. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Where Debian's packages leave metrics for node_exporter. */
  private static final String TEXT_FILES = "/var/lib/prometheus/node-exporter";

  private HostCollectors() {}

  /** The default collectors, for one scrape loop. */
  public static List<HostCollector> defaults() {
    // Platform threads: a system call that hangs must not hold a carrier of virtual threads.
    Executor hanging = task -> Thread.ofPlatform().daemon().name("steward-mount-probe").start(task);
    return List.of(
        new ArpCollector(),
        new BondingCollector(),
        new BtrfsCollector(),
        new ClockDisciplineCollector(new AdjustTime()),
        new ConnectionTrackingCollector(),
        new CpuCollector(),
        new CpuFrequencyCollector(),
        new DiskCollector(),
        new EntropyCollector(),
        new ErrorDetectionCollector(),
        new FileSystemCollector(new MountProbe(new StatVfs(), hanging, PATIENCE)),
        new HardwareMonitorCollector(),
        new LoadAverageCollector(),
        new MemoryCollector(),
        new NetworkClassCollector(),
        new NetworkDeviceCollector(),
        new NetworkStatisticsCollector(),
        new NfsClientCollector(),
        new NvmeCollector(),
        new OpenFilesCollector(),
        new OperatingSystemCollector(),
        new PowerCappingCollector(),
        new PowerSupplyCollector(),
        new PressureCollector(),
        new ProcessCollector(System::nanoTime),
        new SchedulerCollector(),
        new SelinuxCollector(),
        new SocketCollector(PageSize.bytes()),
        new SoftNetCollector(),
        new SoftwareRaidCollector(),
        new StatCollector(),
        new SystemdCollector(),
        new TextFileCollector(TEXT_FILES),
        new ThermalZoneCollector(),
        new TimeCollector(Clock.systemDefaultZone()),
        new UdpQueueCollector(),
        new UnameCollector(),
        new VirtualMemoryCollector(),
        new XfsCollector(),
        new ZfsCollector());
  }
}
