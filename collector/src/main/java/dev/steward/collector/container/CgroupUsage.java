package dev.steward.collector.container;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a control group uses now. Numbers that the kernel does not tell are NaN. Filled by a {@link
 * CgroupReader}; for one thread.
 */
final class CgroupUsage {
  double cpuSeconds = Double.NaN;
  double cpuUserSeconds = Double.NaN;
  double cpuSystemSeconds = Double.NaN;
  double cpuPeriods = Double.NaN;
  double cpuThrottledPeriods = Double.NaN;
  double cpuThrottledSeconds = Double.NaN;
  double cpuQuotaMicros = Double.NaN;
  double cpuPeriodMicros = Double.NaN;
  double cpuShares = Double.NaN;
  double memory = Double.NaN;
  double memoryInactiveFile = Double.NaN;
  double memoryRss = Double.NaN;
  double memoryCache = Double.NaN;
  double memorySwap = Double.NaN;
  double memoryMappedFile = Double.NaN;
  double memoryKernel = Double.NaN;
  double memoryMax = Double.NaN;
  double memoryFailures = Double.NaN;
  double memoryLimit = Double.NaN;
  double memorySwapLimit = Double.NaN;
  double memoryReservation = Double.NaN;
  double pageFaults = Double.NaN;
  double majorPageFaults = Double.NaN;
  double oomKills = Double.NaN;
  double threads = Double.NaN;
  double threadsMax = Double.NaN;

  /** Bytes read, bytes written, reads and writes, by the device's numbers, such as 8:0. */
  final Map<String, double[]> disks = new LinkedHashMap<>();

  /** Seconds that some and all tasks waited, by resource: cpu, memory, io. */
  final Map<String, double[]> pressure = new LinkedHashMap<>();

  CgroupUsage() {}

  /** What cAdvisor calls the working set: what cannot be dropped without reading it again. */
  double workingSet() {
    return Double.isNaN(memoryInactiveFile) ? memory : Math.max(0, memory - memoryInactiveFile);
  }

  double[] disk(String device) {
    return disks.computeIfAbsent(device, _ -> new double[4]);
  }
}
