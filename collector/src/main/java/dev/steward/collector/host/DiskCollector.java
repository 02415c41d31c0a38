package dev.steward.collector.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads, writes, discards and flushes of each disk, from {@code /proc/diskstats}, and what udev
 * knows about it. Partitions, loop and RAM devices are left out.
 */
final class DiskCollector implements HostCollector {
  private static final Pattern IGNORED =
      Pattern.compile("(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\\d+n\\d+p)\\d+");

  private static final double BYTES_PER_SECTOR = 512;
  private static final double TICKS_PER_SECOND = 1000;

  /** A field of the file, in its order. */
  private record Field(MetricFamily family, double factor, double divisor) {}

  private final List<Field> fields =
      List.of(
          counter("reads_completed_total", "Reads that were completed.", 1),
          counter("reads_merged_total", "Reads that were merged with others.", 1),
          counter("read_bytes_total", "Bytes that were read.", BYTES_PER_SECTOR),
          seconds("read_time_seconds_total", "Seconds spent by all reads."),
          counter("writes_completed_total", "Writes that were completed.", 1),
          counter("writes_merged_total", "Writes that were merged with others.", 1),
          counter("written_bytes_total", "Bytes that were written.", BYTES_PER_SECTOR),
          seconds("write_time_seconds_total", "Seconds spent by all writes."),
          new Field(
              MetricFamily.gauge("node_disk_io_now", "Requests under way now.", "device"), 1, 1),
          seconds("io_time_seconds_total", "Seconds with a request under way."),
          seconds(
              "io_time_weighted_seconds_total",
              "Seconds with a request under way, times the number of requests."),
          counter("discards_completed_total", "Discards that were completed.", 1),
          counter("discards_merged_total", "Discards that were merged with others.", 1),
          counter("discarded_sectors_total", "Sectors that were discarded.", 1),
          seconds("discard_time_seconds_total", "Seconds spent by all discards."),
          counter("flush_requests_total", "Flushes that were completed.", 1),
          seconds("flush_requests_time_seconds_total", "Seconds spent by all flushes."));

  private final Map<String, Boolean> ignored = new HashMap<>();
  private final DiskInfo info = new DiskInfo();

  /** A disk and its device number. */
  record Disk(String name, String major, String minor) {}

  private static Field counter(String name, String help, double factor) {
    return new Field(MetricFamily.counter("node_disk_" + name, help, "device"), factor, 1);
  }

  /** A counter of milliseconds, divided so that its decimals stay what they were. */
  private static Field seconds(String name, String help) {
    return new Field(
        MetricFamily.counter("node_disk_" + name, help, "device"), 1, TICKS_PER_SECOND);
  }

  @Override
  public String name() {
    return "diskstats";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Fields stats = files.proc("diskstats");
    List<Disk> disks = new ArrayList<>();
    while (stats.hasNext()) {
      String major = stats.word();
      String minor = stats.word();
      String name = stats.word();
      if (!ignored.computeIfAbsent(name, device -> IGNORED.matcher(device).matches())) {
        disks.add(new Disk(name, major, minor));
        for (int i = 0; i < fields.size() && stats.hasNext(); i++) {
          Field field = fields.get(i);
          sink.sample(
              field.family(),
              field.family().labels(name),
              stats.number() * field.factor() / field.divisor());
        }
      }
      stats.nextLine();
    }
    info.collect(files, disks, sink);
  }
}
