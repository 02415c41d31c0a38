package dev.steward.collector.container;

import dev.steward.collector.host.Fields;
import dev.steward.collector.host.HostFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Control groups of version 2: one hierarchy.
 *
 * <p>Source: the kernel's {@code Documentation/admin-guide/cgroup-v2.rst}.
 */
final class CgroupVersion2 implements CgroupReader {
  private static final double MICROS = 1e6;
  private static final List<String> RESOURCES = List.of("cpu", "memory", "io");

  private final HostFiles files;
  private final String root;

  CgroupVersion2(HostFiles files, String root) {
    this.files = files;
    this.root = root;
  }

  @Override
  public List<String> paths() {
    return CgroupTree.containers(root);
  }

  @Override
  public String processes(String path) {
    return root + path + "/cgroup.procs";
  }

  @Override
  public CgroupUsage usage(String path) throws IOException {
    String group = root + path + "/";
    CgroupUsage usage = new CgroupUsage();
    cpu(group, usage);
    memory(group, usage);
    disks(group, usage);
    for (String resource : RESOURCES) {
      pressure(group, resource, usage);
    }
    usage.threads = files.number(group + "pids.current");
    usage.threadsMax = files.number(group + "pids.max");
    return usage;
  }

  private void cpu(String group, CgroupUsage usage) throws IOException {
    Fields stat = files.read(group + "cpu.stat");
    do {
      String key = stat.word();
      double value = stat.isNumber() ? stat.number() : Double.NaN;
      switch (key) {
        case "usage_usec" -> usage.cpuSeconds = value / MICROS;
        case "user_usec" -> usage.cpuUserSeconds = value / MICROS;
        case "system_usec" -> usage.cpuSystemSeconds = value / MICROS;
        case "nr_periods" -> usage.cpuPeriods = value;
        case "nr_throttled" -> usage.cpuThrottledPeriods = value;
        case "throttled_usec" -> usage.cpuThrottledSeconds = value / MICROS;
        default -> {}
      }
    } while (stat.nextLine());
    String[] quota = text(group + "cpu.max").split(" ");
    if (quota.length == 2) {
      usage.cpuPeriodMicros = Double.parseDouble(quota[1]);
      usage.cpuQuotaMicros = quota[0].equals("max") ? Double.NaN : Double.parseDouble(quota[0]);
    }
    double weight = files.number(group + "cpu.weight");
    // The shares of version 1 that weigh as much.
    usage.cpuShares = Math.floor(2 + (weight - 1) * 262_142 / 9_999);
  }

  private void memory(String group, CgroupUsage usage) throws IOException {
    usage.memory = files.number(group + "memory.current");
    usage.memorySwap = files.number(group + "memory.swap.current");
    usage.memoryMax = files.number(group + "memory.peak");
    // Where there is no limit, the files say "max", which is no number.
    usage.memoryLimit = files.number(group + "memory.max");
    usage.memorySwapLimit = files.number(group + "memory.swap.max");
    usage.memoryReservation = files.number(group + "memory.low");
    if (!Double.isNaN(usage.memory)) {
      memoryDetails(group, usage);
    }
  }

  private void memoryDetails(String group, CgroupUsage usage) throws IOException {
    Fields stat = files.read(group + "memory.stat");
    do {
      String key = stat.word();
      double value = stat.isNumber() ? stat.number() : Double.NaN;
      switch (key) {
        case "anon" -> usage.memoryRss = value;
        case "file" -> usage.memoryCache = value;
        case "file_mapped" -> usage.memoryMappedFile = value;
        case "kernel" -> usage.memoryKernel = value;
        case "inactive_file" -> usage.memoryInactiveFile = value;
        case "pgfault" -> usage.pageFaults = value;
        case "pgmajfault" -> usage.majorPageFaults = value;
        default -> {}
      }
    } while (stat.nextLine());
    Fields events = files.read(group + "memory.events");
    do {
      String key = events.word();
      double value = events.isNumber() ? events.number() : Double.NaN;
      if (key.equals("max")) {
        usage.memoryFailures = value;
      } else if (key.equals("oom_kill")) {
        usage.oomKills = value;
      }
    } while (events.nextLine());
  }

  private void disks(String group, CgroupUsage usage) throws IOException {
    try {
      Fields stat = files.read(group + "io.stat");
      if (stat.isAtEnd()) {
        return;
      }
      do {
        double[] disk = usage.disk(stat.word());
        while (stat.hasNext()) {
          String key = stat.wordUntil('=');
          double value = stat.isNumber() ? stat.number() : 0;
          switch (key) {
            case "rbytes" -> disk[0] = value;
            case "wbytes" -> disk[1] = value;
            case "rios" -> disk[2] = value;
            case "wios" -> disk[3] = value;
            default -> {}
          }
        }
      } while (stat.nextLine());
    } catch (NoSuchFileException e) {
      // The controller is not enabled for the group.
    }
  }

  private void pressure(String group, String resource, CgroupUsage usage) throws IOException {
    try {
      Fields lines = files.read(group + resource + ".pressure");
      double[] waited = {Double.NaN, Double.NaN};
      do {
        int kind = lines.startsWith("some") ? 0 : 1;
        String line = lines.line();
        int total = line.indexOf("total=");
        if (total > 0) {
          waited[kind] = Long.parseLong(line.substring(total + "total=".length()).strip()) / MICROS;
        }
      } while (lines.nextLine());
      usage.pressure.put(resource, waited);
    } catch (NoSuchFileException | NumberFormatException e) {
      // A kernel without it, or with another form of it.
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("not supported")) {
        throw e;
      }
    }
  }

  private String text(String path) {
    String line = files.line(path);
    return line == null ? "" : line;
  }
}
