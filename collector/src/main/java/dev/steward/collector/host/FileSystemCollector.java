package dev.steward.collector.host;

import dev.steward.collector.host.MountTable.Mount;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Size and use of each mounted file system. One that does not answer, as a network mount whose
 * server is gone, is given as a device error and is not asked again before its answer came.
 */
final class FileSystemCollector implements HostCollector {
  private static final String[] LABELS = {"device", "mountpoint", "fstype", "device_error"};

  private final MetricFamily size = family("size_bytes", "Size of a file system.");
  private final MetricFamily free = family("free_bytes", "Bytes that nothing uses.");
  private final MetricFamily available =
      family("avail_bytes", "Bytes that users without privileges may use.");
  private final MetricFamily files = family("files", "Inodes of a file system.");
  private final MetricFamily filesFree = family("files_free", "Inodes that nothing uses.");
  private final MetricFamily readOnly =
      family("readonly", "Whether a file system cannot be written to.");
  private final MetricFamily deviceError =
      family("device_error", "Whether a file system could not be measured.");
  private final MetricFamily mountInfo =
      MetricFamily.gauge(
          "node_filesystem_mount_info",
          "Device number of a mount.",
          "device",
          "major",
          "minor",
          "mountpoint");

  private final MountProbe probe;
  private final Map<Key, Series> series = new HashMap<>();

  /** What the series of a mount depend on. */
  private record Key(Mount mount, String error) {}

  /** The series of a mount. */
  private record Series(
      Labels size,
      Labels free,
      Labels available,
      Labels files,
      Labels filesFree,
      Labels readOnly,
      Labels deviceError) {}

  FileSystemCollector(MountProbe probe) {
    this.probe = probe;
  }

  private static MetricFamily family(String name, String help) {
    return MetricFamily.gauge("node_filesystem_" + name, help, LABELS);
  }

  @Override
  public String name() {
    return "filesystem";
  }

  @Override
  public void collect(HostFiles hostFiles, MetricSink sink) throws IOException {
    List<Mount> mounts = MountTable.read(hostFiles);
    if (series.size() > 2 * mounts.size() + 100) {
      series.clear();
    }
    List<MountProbe.Answer> answers =
        probe.ask(mounts.stream().map(mount -> hostFiles.rootPath(mount.point())).toList());
    for (int i = 0; i < mounts.size(); i++) {
      give(mounts.get(i), answers.get(i), sink);
    }
    for (Mount mount : mounts) {
      sink.sample(
          mountInfo,
          mountInfo.labels(mount.device(), mount.major(), mount.minor(), mount.point()),
          1);
    }
  }

  private void give(Mount mount, MountProbe.Answer answer, MetricSink sink) {
    Series known = series.computeIfAbsent(new Key(mount, answer.error()), this::make);
    FileSystemSizes sizes = answer.sizes();
    sink.sample(deviceError, known.deviceError(), sizes == null ? 1 : 0);
    sink.sample(readOnly, known.readOnly(), mount.readOnly() ? 1 : 0);
    if (sizes != null) {
      sink.sample(size, known.size(), sizes.size());
      sink.sample(free, known.free(), sizes.free());
      sink.sample(available, known.available(), sizes.available());
      sink.sample(files, known.files(), sizes.files());
      sink.sample(filesFree, known.filesFree(), sizes.filesFree());
    }
  }

  private Series make(Key key) {
    Mount mount = key.mount();
    String[] values = {mount.device(), mount.point(), mount.type(), key.error()};
    return new Series(
        size.labels(values),
        free.labels(values),
        available.labels(values),
        files.labels(values),
        filesFree.labels(values),
        readOnly.labels(values),
        deviceError.labels(values));
  }
}
