package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

/**
 * How each btrfs file system uses its devices, from {@code /sys/fs/btrfs}.
 *
 * <p>Source: the btrfs documentation of its files in sysfs; sectors have 512 bytes and commits are
 * told in milliseconds.
 */
final class BtrfsCollector implements HostCollector {
  private static final double SECTOR_BYTES = 512;
  private static final double MILLIS_PER_SECOND = 1000;
  private static final String[] GROUP_TYPES = {"data", "metadata", "system"};

  private final MetricFamily info =
      MetricFamily.gauge("node_btrfs_info", "Its label.", "uuid", "label");
  private final MetricFamily globalReserve =
      MetricFamily.gauge("node_btrfs_global_rsv_size_bytes", "Size of the global reserve.", "uuid");
  private final MetricFamily deviceSize =
      MetricFamily.gauge(
          "node_btrfs_device_size_bytes", "Size of a device that is part of it.", "uuid", "device");
  private final MetricFamily reserved =
      MetricFamily.gauge(
          "node_btrfs_reserved_bytes", "Bytes reserved for a kind.", "uuid", "block_group_type");
  private final MetricFamily used = layout("used_bytes", "Bytes used by a layout and kind.");
  private final MetricFamily size = layout("size_bytes", "Bytes allocated to a layout and kind.");
  private final MetricFamily ratio =
      layout("allocation_ratio", "Bytes on devices for each byte of a layout and kind.");
  private final MetricFamily commits = commit("commits_total", "Commits.");
  private final MetricFamily commitSeconds =
      commit("commit_seconds_total", "Seconds that all commits took.");
  private final MetricFamily lastCommit =
      MetricFamily.gauge(
          "node_btrfs_last_commit_seconds", "Seconds that the last commit took.", "uuid");
  private final MetricFamily longestCommit =
      MetricFamily.gauge(
          "node_btrfs_max_commit_seconds", "Seconds that the longest commit took.", "uuid");

  private static MetricFamily layout(String name, String help) {
    return MetricFamily.gauge("node_btrfs_" + name, help, "uuid", "block_group_type", "mode");
  }

  private static MetricFamily commit(String name, String help) {
    return MetricFamily.counter("node_btrfs_" + name, help, "uuid");
  }

  @Override
  public String name() {
    return "btrfs";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    boolean found = false;
    for (String uuid : HostFiles.names(files.sysPath("fs/btrfs"))) {
      String folder = files.sysPath("fs/btrfs/" + uuid + "/");
      if (HostFiles.names(folder + "allocation").length > 0) {
        found = true;
        read(files, uuid, folder, sink);
      }
    }
    if (!found) {
      throw new NoSuchFileException(files.sysPath("fs/btrfs"));
    }
  }

  private void read(HostFiles files, String uuid, String folder, MetricSink sink)
      throws IOException {
    sink.sample(info, info.labels(uuid, files.lineOrEmpty(folder + "label")), 1);
    give(sink, globalReserve, files.number(folder + "allocation/global_rsv_size"), uuid);
    String[] devices = HostFiles.names(folder + "devices");
    for (String device : devices) {
      double sectors = files.number(folder + "devices/" + device + "/size");
      give(sink, deviceSize, sectors * SECTOR_BYTES, uuid, device);
    }
    for (String type : GROUP_TYPES) {
      String group = folder + "allocation/" + type + "/";
      give(sink, reserved, files.number(group + "bytes_reserved"), uuid, type);
      for (String mode : HostFiles.names(group)) {
        double total = files.number(group + mode + "/total_bytes");
        if (!Double.isNaN(total)) {
          give(sink, used, files.number(group + mode + "/used_bytes"), uuid, type, mode);
          give(sink, size, total, uuid, type, mode);
          give(sink, ratio, copies(mode, devices.length), uuid, type, mode);
        }
      }
    }
    readCommits(files, uuid, folder, sink);
  }

  private void readCommits(HostFiles files, String uuid, String folder, MetricSink sink)
      throws IOException {
    Fields stats;
    try {
      stats = files.read(folder + "commit_stats");
    } catch (NoSuchFileException e) {
      return; // kernels before 6.0
    }
    do {
      switch (stats.word()) {
        case "commits" -> give(sink, commits, stats.number(), uuid);
        case "last_commit_ms" -> give(sink, lastCommit, seconds(stats), uuid);
        case "max_commit_ms" -> give(sink, longestCommit, seconds(stats), uuid);
        case "total_commit_ms" -> give(sink, commitSeconds, seconds(stats), uuid);
        default -> {
          // What later kernels add.
        }
      }
    } while (stats.nextLine());
  }

  private static double seconds(Fields stats) throws IOException {
    return stats.number() / MILLIS_PER_SECOND;
  }

  /** Bytes on devices for each byte of data. */
  private static double copies(String mode, int devices) {
    return switch (mode) {
      case "dup", "raid1", "raid10" -> 2;
      case "raid1c3" -> 3;
      case "raid1c4" -> 4;
      case "raid5" -> devices / (devices - 1.0);
      case "raid6" -> devices / (devices - 2.0);
      default -> 1;
    };
  }

  private static void give(
      MetricSink sink, MetricFamily family, double value, String... labelValues) {
    if (!Double.isNaN(value)) {
      sink.sample(family, family.labels(labelValues), value);
    }
  }
}
