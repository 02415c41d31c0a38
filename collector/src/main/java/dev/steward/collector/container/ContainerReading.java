package dev.steward.collector.container;

import dev.steward.collector.host.Fields;
import dev.steward.collector.host.HostFiles;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads what one container uses and hands it on as samples. For one thread. */
final class ContainerReading {
  private static final ContainerMetric[] RECEIVED = {
    ContainerMetric.NETWORK_RECEIVE_BYTES,
    ContainerMetric.NETWORK_RECEIVE_PACKETS,
    ContainerMetric.NETWORK_RECEIVE_ERRORS,
    ContainerMetric.NETWORK_RECEIVE_DROPPED
  };
  private static final ContainerMetric[] SENT = {
    ContainerMetric.NETWORK_TRANSMIT_BYTES,
    ContainerMetric.NETWORK_TRANSMIT_PACKETS,
    ContainerMetric.NETWORK_TRANSMIT_ERRORS,
    ContainerMetric.NETWORK_TRANSMIT_DROPPED
  };
  private static final int UNUSED_RECEIVE_FIELDS = 4;

  private final HostFiles files;
  private final CgroupReader groups;
  private final Map<String, String> devices = new HashMap<>();

  ContainerReading(HostFiles files, CgroupReader groups) {
    this.files = files;
    this.groups = groups;
  }

  /** Takes samples. */
  interface Samples {
    /** Takes one; NaN stands for what is not known. */
    void take(ContainerMetric metric, double value, String... labels);
  }

  /**
   * Reads a container.
   *
   * @throws IOException if it is gone
   */
  void read(String path, Samples samples) throws IOException {
    CgroupUsage usage = groups.usage(path);
    cpu(usage, samples);
    memory(usage, samples);
    usage.disks.forEach((numbers, disk) -> {
      String device = device(numbers);
      samples.take(ContainerMetric.DISK_READ_BYTES, disk[0], device);
      samples.take(ContainerMetric.DISK_WRITTEN_BYTES, disk[1], device);
      samples.take(ContainerMetric.DISK_READS, disk[2], device);
      samples.take(ContainerMetric.DISK_WRITES, disk[3], device);
    });
    pressure(usage, samples);
    processes(path, usage, samples);
  }

  private static void cpu(CgroupUsage usage, Samples samples) {
    samples.take(ContainerMetric.CPU_USAGE, usage.cpuSeconds, "total");
    samples.take(ContainerMetric.CPU_USER, usage.cpuUserSeconds);
    samples.take(ContainerMetric.CPU_SYSTEM, usage.cpuSystemSeconds);
    if (!Double.isNaN(usage.cpuQuotaMicros)) {
      samples.take(ContainerMetric.CPU_PERIODS, usage.cpuPeriods);
      samples.take(ContainerMetric.CPU_THROTTLED_PERIODS, usage.cpuThrottledPeriods);
      samples.take(ContainerMetric.CPU_THROTTLED, usage.cpuThrottledSeconds);
      samples.take(ContainerMetric.SPEC_CPU_QUOTA, usage.cpuQuotaMicros);
    }
    samples.take(ContainerMetric.SPEC_CPU_PERIOD, usage.cpuPeriodMicros);
    samples.take(ContainerMetric.SPEC_CPU_SHARES, usage.cpuShares);
  }

  private static void memory(CgroupUsage usage, Samples samples) {
    samples.take(ContainerMetric.MEMORY_USAGE, usage.memory);
    samples.take(ContainerMetric.MEMORY_WORKING_SET, usage.workingSet());
    samples.take(ContainerMetric.MEMORY_RSS, usage.memoryRss);
    samples.take(ContainerMetric.MEMORY_CACHE, usage.memoryCache);
    samples.take(ContainerMetric.MEMORY_SWAP, usage.memorySwap);
    samples.take(ContainerMetric.MEMORY_MAPPED, usage.memoryMappedFile);
    samples.take(ContainerMetric.MEMORY_KERNEL, usage.memoryKernel);
    samples.take(ContainerMetric.MEMORY_MAX, usage.memoryMax);
    samples.take(ContainerMetric.MEMORY_FAILCNT, usage.memoryFailures);
    samples.take(ContainerMetric.MEMORY_FAILURES, usage.pageFaults, "pgfault", "hierarchy");
    samples.take(ContainerMetric.MEMORY_FAILURES, usage.majorPageFaults, "pgmajfault", "hierarchy");
    samples.take(ContainerMetric.OOM_EVENTS, usage.oomKills);
    samples.take(ContainerMetric.SPEC_MEMORY_LIMIT, zeroWithout(usage.memoryLimit));
    samples.take(ContainerMetric.SPEC_MEMORY_SWAP_LIMIT, zeroWithout(usage.memorySwapLimit));
    samples.take(ContainerMetric.SPEC_MEMORY_RESERVATION, zeroWithout(usage.memoryReservation));
  }

  private static double zeroWithout(double limit) {
    return Double.isNaN(limit) ? 0 : limit;
  }

  private static void pressure(CgroupUsage usage, Samples samples) {
    double[] unknown = {Double.NaN, Double.NaN};
    double[] cpu = usage.pressure.getOrDefault("cpu", unknown);
    double[] memory = usage.pressure.getOrDefault("memory", unknown);
    double[] disk = usage.pressure.getOrDefault("io", unknown);
    samples.take(ContainerMetric.PRESSURE_CPU_WAITING, cpu[0]);
    samples.take(ContainerMetric.PRESSURE_CPU_STALLED, cpu[1]);
    samples.take(ContainerMetric.PRESSURE_MEMORY_WAITING, memory[0]);
    samples.take(ContainerMetric.PRESSURE_MEMORY_STALLED, memory[1]);
    samples.take(ContainerMetric.PRESSURE_IO_WAITING, disk[0]);
    samples.take(ContainerMetric.PRESSURE_IO_STALLED, disk[1]);
  }

  private void processes(String path, CgroupUsage usage, Samples samples) throws IOException {
    Fields list = files.read(groups.processes(path));
    int count = 0;
    long first = 0;
    if (!list.isAtEnd()) {
      do {
        long process = list.number();
        first = first == 0 ? process : first;
        count++;
      } while (list.nextLine());
    }
    samples.take(ContainerMetric.PROCESSES, count);
    samples.take(ContainerMetric.THREADS, usage.threads);
    samples.take(ContainerMetric.THREADS_MAX, zeroWithout(usage.threadsMax));
    if (first > 0) {
      network(first, samples);
    }
  }

  /** Traffic as the container's own network name space counts it. */
  private void network(long process, Samples samples) {
    try {
      Fields lines = files.read(files.procPath(process + "/net/dev"));
      lines.nextLine();
      while (lines.nextLine()) {
        String device = lines.wordUntil(':');
        boolean told = !device.equals("lo");
        for (ContainerMetric metric : RECEIVED) {
          samples.take(metric, told ? lines.number() : Double.NaN, device);
        }
        lines.skipFields(UNUSED_RECEIVE_FIELDS);
        for (ContainerMetric metric : SENT) {
          samples.take(metric, told ? lines.number() : Double.NaN, device);
        }
      }
    } catch (IOException e) {
      // The process has ended since, or may not be looked at.
    }
  }

  /** The path of the device with some numbers, such as {@code /dev/sda} of 8:0. */
  private String device(String numbers) {
    return devices.computeIfAbsent(
        numbers,
        _ -> {
          try {
            Fields event = files.read(files.sysPath("dev/block/" + numbers + "/uevent"));
            do {
              String line = event.line();
              if (line.startsWith("DEVNAME=")) {
                return "/dev/" + line.substring("DEVNAME=".length());
              }
            } while (event.nextLine());
          } catch (IOException e) {
            // Gone since; its numbers are all that is known of it.
          }
          return numbers;
        });
  }
}
