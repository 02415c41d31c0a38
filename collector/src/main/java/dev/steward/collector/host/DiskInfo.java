package dev.steward.collector.host;

import dev.steward.collector.host.DiskCollector.Disk;
import dev.steward.spi.model.Labels;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is written on a disk's label: model, serial number and what stands on it, from udev's
 * database and {@code /sys/block}. Read again only when udev's file changed.
 */
final class DiskInfo {
  private final MetricFamily info =
      MetricFamily.gauge(
          "node_disk_info",
          "What kind of disk it is.",
          "device",
          "major",
          "minor",
          "path",
          "wwn",
          "model",
          "serial",
          "revision",
          "rotational");
  private final MetricFamily fileSystemInfo =
      MetricFamily.gauge(
          "node_disk_filesystem_info",
          "The file system on a disk.",
          "device",
          "type",
          "usage",
          "uuid",
          "version");
  private final MetricFamily mapperInfo =
      MetricFamily.gauge(
          "node_disk_device_mapper_info",
          "What the device mapper made a disk of.",
          "device",
          "name",
          "uuid",
          "vg_name",
          "lv_name",
          "lv_layer");
  private final MetricFamily writeCache =
      MetricFamily.gauge(
          "node_disk_ata_write_cache", "Whether a disk has a write cache.", "device");
  private final MetricFamily writeCacheEnabled =
      MetricFamily.gauge(
          "node_disk_ata_write_cache_enabled", "Whether its write cache is in use.", "device");
  private final MetricFamily rotationRate =
      MetricFamily.gauge(
          "node_disk_ata_rotation_rate_rpm",
          "Rotations a minute; 0 for a disk that does not rotate.",
          "device");

  private final Map<Disk, Known> known = new HashMap<>();

  /** The samples of a disk as of a change of udev's file. */
  private record Known(long modifiedMillis, List<Sample> samples) {}

  private record Sample(MetricFamily family, Labels labels, double value) {}

  void collect(HostFiles files, List<Disk> disks, MetricSink sink) {
    known.keySet().retainAll(disks);
    for (Disk disk : disks) {
      String path = files.rootPath("run/udev/data/b" + disk.major() + ":" + disk.minor());
      long modifiedMillis = new File(path).lastModified();
      Known last = known.get(disk);
      if (last == null || last.modifiedMillis() != modifiedMillis) {
        last = new Known(modifiedMillis, samples(files, disk, properties(files, path)));
        known.put(disk, last);
      }
      for (Sample sample : last.samples()) {
        sink.sample(sample.family(), sample.labels(), sample.value());
      }
    }
  }

  private static Map<String, String> properties(HostFiles files, String path) {
    Map<String, String> properties = new HashMap<>();
    try {
      Fields data = files.read(path);
      do {
        if (data.startsWith("E:")) {
          data.skip("E:");
          String line = data.line();
          int equals = line.indexOf('=');
          if (equals > 0) {
            properties.put(line.substring(0, equals), line.substring(equals + 1));
          }
        }
      } while (data.nextLine());
    } catch (IOException e) {
      // A host without udev, as in a container: its disks have names and numbers alone.
      properties.clear();
    }
    return properties;
  }

  private List<Sample> samples(HostFiles files, Disk disk, Map<String, String> udev) {
    List<Sample> samples = new ArrayList<>();
    String name = disk.name();
    String rotational = files.lineOrEmpty(files.sysPath("block/" + name + "/queue/rotational"));
    samples.add(
        new Sample(
            info,
            info.labels(
                name,
                disk.major(),
                disk.minor(),
                text(udev, "ID_PATH"),
                text(udev, "ID_WWN"),
                text(udev, "ID_MODEL"),
                serial(udev),
                text(udev, "ID_REVISION"),
                rotational.isEmpty() ? "0" : rotational),
            1));
    if (udev.containsKey("ID_FS_TYPE")) {
      samples.add(
          new Sample(
              fileSystemInfo,
              fileSystemInfo.labels(
                  name,
                  text(udev, "ID_FS_TYPE"),
                  text(udev, "ID_FS_USAGE"),
                  text(udev, "ID_FS_UUID"),
                  text(udev, "ID_FS_VERSION")),
              1));
    }
    if (udev.containsKey("DM_NAME")) {
      samples.add(
          new Sample(
              mapperInfo,
              mapperInfo.labels(
                  name,
                  text(udev, "DM_NAME"),
                  text(udev, "DM_UUID"),
                  text(udev, "DM_VG_NAME"),
                  text(udev, "DM_LV_NAME"),
                  text(udev, "DM_LV_LAYER")),
              1));
    }
    if (udev.containsKey("ID_ATA")) {
      number(udev, "ID_ATA_WRITE_CACHE", writeCache, name, samples);
      number(udev, "ID_ATA_WRITE_CACHE_ENABLED", writeCacheEnabled, name, samples);
      number(udev, "ID_ATA_ROTATION_RATE_RPM", rotationRate, name, samples);
    }
    return samples;
  }

  private static String serial(Map<String, String> udev) {
    for (String key : List.of("SCSI_IDENT_SERIAL", "ID_SERIAL_SHORT", "ID_SERIAL")) {
      String serial = text(udev, key);
      if (!serial.isEmpty()) {
        return serial;
      }
    }
    return "";
  }

  private static String text(Map<String, String> udev, String key) {
    return udev.getOrDefault(key, "");
  }

  private static void number(
      Map<String, String> udev,
      String key,
      MetricFamily family,
      String disk,
      List<Sample> samples) {
    String text = text(udev, key);
    if (text.matches("\\d{1,9}")) {
      samples.add(new Sample(family, family.labels(disk), Integer.parseInt(text)));
    }
  }
}
