package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Caches, pools and data sets of ZFS, from {@code /proc/spl/kstat/zfs}.
 *
 * <p>Source: the OpenZFS documentation of its kernel statistics: two lines of heading, then a name,
 * a number for its type and a value in each line.
 */
final class ZfsCollector implements HostCollector {
  private static final String ROOT = "spl/kstat/zfs";
  private static final int TEXT = 7;

  /** Files of the whole module, and what their metrics' names start with. */
  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry("abdstats", "abd"),
          Map.entry("arcstats", "arc"),
          Map.entry("dbufstats", "dbuf"),
          Map.entry("dmu_tx", "dmu_tx"),
          Map.entry("dnodestats", "dnode"),
          Map.entry("fm", "fm"),
          Map.entry("vdev_cache_stats", "vdev_cache"),
          Map.entry("vdev_mirror_stats", "vdev_mirror"),
          Map.entry("xuio_stats", "xuio"),
          Map.entry("zfetchstats", "zfetch"),
          Map.entry("zil", "zil"));

  private static final String[] STATES = {
    "degraded", "faulted", "offline", "online", "removed", "suspended", "unavail"
  };

  private final Map<String, MetricFamily> families = new HashMap<>();
  private final MetricFamily state =
      MetricFamily.gauge("node_zfs_zpool_state", "The state of a pool.", "zpool", "state");

  @Override
  public String name() {
    return "zfs";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    String[] names = HostFiles.names(files.procPath(ROOT));
    if (names.length == 0) {
      throw new NoSuchFileException(files.procPath(ROOT));
    }
    for (String name : names) {
      String prefix = FILES.get(name);
      if (prefix != null) {
        readModule(files.proc(ROOT + "/" + name), prefix, sink);
      } else {
        readPool(files, name, sink);
      }
    }
  }

  private void readModule(Fields stats, String prefix, MetricSink sink) throws IOException {
    skipHeading(stats);
    while (stats.nextLine()) {
      String name = stats.word();
      long type = stats.number();
      if (type != TEXT && stats.isNumber()) {
        MetricFamily family = family("node_zfs_" + prefix + "_" + plain(name));
        sink.sample(family, family.labels(), stats.number());
      }
    }
  }

  private void readPool(HostFiles files, String pool, MetricSink sink) throws IOException {
    String folder = ROOT + "/" + pool;
    String now = files.lineOrEmpty(files.procPath(folder + "/state")).toLowerCase(Locale.ROOT);
    if (!now.isEmpty()) {
      for (String each : STATES) {
        sink.sample(state, state.labels(pool, each), each.equals(now) ? 1 : 0);
      }
    }
    for (String name : HostFiles.names(files.procPath(folder))) {
      if (name.startsWith("objset-")) {
        readDataset(files, folder + "/" + name, pool, sink);
      }
    }
  }

  private void readDataset(HostFiles files, String path, String pool, MetricSink sink)
      throws IOException {
    Fields stats;
    try {
      stats = files.proc(path);
    } catch (NoSuchFileException e) {
      return; // destroyed since
    }
    skipHeading(stats);
    String dataset = "";
    while (stats.nextLine()) {
      String name = stats.word();
      long type = stats.number();
      if (name.equals("dataset_name")) {
        dataset = stats.line().strip();
      } else if (type != TEXT && stats.isNumber()) {
        MetricFamily family = family("node_zfs_zpool_dataset_" + plain(name), "zpool", "dataset");
        sink.sample(family, family.labels(pool, dataset), stats.number());
      }
    }
  }

  private static void skipHeading(Fields stats) {
    stats.nextLine();
  }

  private MetricFamily family(String name, String... labelNames) {
    return families.computeIfAbsent(
        name, key -> MetricFamily.untyped(key, "A kernel statistic of ZFS.", labelNames));
  }

  private static String plain(String name) {
    return name.replace('-', '_');
  }
}
