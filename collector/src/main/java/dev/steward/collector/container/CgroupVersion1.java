package dev.steward.collector.container;

import dev.steward.collector.host.Fields;
import dev.steward.collector.host.HostFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * Control groups of version 1: a hierarchy for each controller, with the same paths in each.
 *
 * <p>Source: the kernel's {@code Documentation/admin-guide/cgroup-v1}.
 */
final class CgroupVersion1 implements CgroupReader {
  private static final double NANOS = 1e9;

  /** The kernel tells programs of a hundred ticks a second, whatever its own are. */
  private static final double TICKS = 100;

  /** Where there is no limit, the largest multiple of a page is given. */
  private static final double NO_LIMIT = 1L << 62;

  private final HostFiles files;
  private final String root;

  CgroupVersion1(HostFiles files, String root) {
    this.files = files;
    this.root = root;
  }

  @Override
  public List<String> paths() {
    return CgroupTree.containers(root + "/memory");
  }

  @Override
  public String processes(String path) {
    return root + "/memory" + path + "/cgroup.procs";
  }

  @Override
  public CgroupUsage usage(String path) throws IOException {
    CgroupUsage usage = new CgroupUsage();
    cpu(path, usage);
    memory(root + "/memory" + path + "/", usage);
    String disks = root + "/blkio" + path + "/blkio.throttle.";
    disks(disks + "io_service_bytes_recursive", 0, usage);
    disks(disks + "io_serviced_recursive", 2, usage);
    usage.threads = files.number(root + "/pids" + path + "/pids.current");
    usage.threadsMax = files.number(root + "/pids" + path + "/pids.max");
    return usage;
  }

  private void cpu(String path, CgroupUsage usage) throws IOException {
    String accounting = root + "/cpuacct" + path + "/cpuacct.";
    usage.cpuSeconds = files.number(accounting + "usage") / NANOS;
    Fields split = files.read(accounting + "stat");
    do {
      String key = split.word();
      double seconds = split.isNumber() ? split.number() / TICKS : Double.NaN;
      if (key.equals("user")) {
        usage.cpuUserSeconds = seconds;
      } else if (key.equals("system")) {
        usage.cpuSystemSeconds = seconds;
      }
    } while (split.nextLine());
    String group = root + "/cpu" + path + "/cpu.";
    double quota = files.number(group + "cfs_quota_us");
    usage.cpuQuotaMicros = quota < 0 ? Double.NaN : quota;
    usage.cpuPeriodMicros = files.number(group + "cfs_period_us");
    usage.cpuShares = files.number(group + "shares");
    Fields stat = files.read(group + "stat");
    do {
      String key = stat.word();
      double value = stat.isNumber() ? stat.number() : Double.NaN;
      switch (key) {
        case "nr_periods" -> usage.cpuPeriods = value;
        case "nr_throttled" -> usage.cpuThrottledPeriods = value;
        case "throttled_time" -> usage.cpuThrottledSeconds = value / NANOS;
        default -> {}
      }
    } while (stat.nextLine());
  }

  private void memory(String group, CgroupUsage usage) throws IOException {
    usage.memory = files.number(group + "memory.usage_in_bytes");
    usage.memoryMax = files.number(group + "memory.max_usage_in_bytes");
    usage.memoryFailures = files.number(group + "memory.failcnt");
    usage.memoryKernel = files.number(group + "memory.kmem.usage_in_bytes");
    usage.memoryLimit = limit(group + "memory.limit_in_bytes");
    usage.memorySwapLimit = limit(group + "memory.memsw.limit_in_bytes");
    usage.memoryReservation = limit(group + "memory.soft_limit_in_bytes");
    Fields stat = files.read(group + "memory.stat");
    do {
      String key = stat.word();
      double value = stat.isNumber() ? stat.number() : Double.NaN;
      switch (key) {
        case "total_rss" -> usage.memoryRss = value;
        case "total_cache" -> usage.memoryCache = value;
        case "total_swap" -> usage.memorySwap = value;
        case "total_mapped_file" -> usage.memoryMappedFile = value;
        case "total_inactive_file" -> usage.memoryInactiveFile = value;
        case "total_pgfault" -> usage.pageFaults = value;
        case "total_pgmajfault" -> usage.majorPageFaults = value;
        default -> {}
      }
    } while (stat.nextLine());
    Fields control = files.read(group + "memory.oom_control");
    do {
      if (control.word().equals("oom_kill") && control.isNumber()) {
        usage.oomKills = control.number();
      }
    } while (control.nextLine());
  }

  private double limit(String path) {
    double value = files.number(path);
    return value >= NO_LIMIT ? Double.NaN : value;
  }

  private void disks(String path, int first, CgroupUsage usage) throws IOException {
    try {
      Fields lines = files.read(path);
      if (lines.isAtEnd()) {
        return;
      }
      do {
        String device = lines.word();
        String operation = lines.word();
        if (operation.equals("Read")) {
          usage.disk(device)[first] = lines.number();
        } else if (operation.equals("Write")) {
          usage.disk(device)[first + 1] = lines.number();
        }
      } while (lines.nextLine());
    } catch (NoSuchFileException e) {
      // The controller is not mounted.
    }
  }
}
