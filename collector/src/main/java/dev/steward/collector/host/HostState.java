package dev.steward.collector.host;

import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Once a minute, what a person would look at first on a host: the processes that use the most
 * processor time and memory, memory, load and disks, as one line of JSON. For one thread.
 *
 * <p>All but the processes is taken from the metrics of the same scrape.
 */
public final class HostState {
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final int TOP = 5;

  /** Metrics of the whole host, and what the record calls them. */
  private static final Map<String, String> NUMBERS =
      Map.of(
          "node_memory_MemTotal_bytes", "memory_bytes",
          "node_memory_MemAvailable_bytes", "memory_available_bytes",
          "node_memory_SwapTotal_bytes", "swap_bytes",
          "node_memory_SwapFree_bytes", "swap_free_bytes",
          "node_load1", "load1",
          "node_load5", "load5",
          "node_load15", "load15");

  private static final String DISK_SIZE = "node_filesystem_size_bytes";
  private static final String DISK_AVAILABLE = "node_filesystem_avail_bytes";

  private final HostFiles files;
  private final ProcessUsage processes;
  private final Map<String, Double> numbers = new TreeMap<>();
  private final Map<String, double[]> disks = new TreeMap<>();
  private final LongSupplier nanoClock;
  private OptionalLong lastNanos = OptionalLong.empty();

  /**
   * The state of the host below these roots.
   *
   * @param nanoClock monotonic clock, nanoseconds, as {@link System#nanoTime()}
   */
  public HostState(HostRoots roots, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.files = new HostFiles(roots);
    this.processes = new ProcessUsage(PageSize.bytes());
  }

  /** Forgets the metrics of the scrape before. */
  public void clear() {
    numbers.clear();
    disks.clear();
  }

  /** Takes a metric of the scrape. */
  public void take(MetricFamily family, Labels labels, double value) {
    String name = family.metadata().family();
    String number = NUMBERS.get(name);
    if (number != null) {
      numbers.put(number, value);
    } else if (name.equals(DISK_SIZE) || name.equals(DISK_AVAILABLE)) {
      double[] disk =
          disks.computeIfAbsent(labels.valueOrEmpty("mountpoint"), key -> new double[2]);
      disk[name.equals(DISK_SIZE) ? 0 : 1] = value;
    }
  }

  /** The record, if a minute has passed since the last one. */
  public Optional<byte[]> record() {
    long now = nanoClock.getAsLong();
    long elapsed = lastNanos.isPresent() ? now - lastNanos.getAsLong() : 0;
    if (lastNanos.isPresent() && elapsed < MINUTE_NANOS) {
      return Optional.empty();
    }
    lastNanos = OptionalLong.of(now);
    List<ProcessUsage.Usage> usages = processes.look(files);
    double seconds = elapsed / NANOS_PER_SECOND;
    StringBuilder json = new StringBuilder(1024).append('{');
    numbers.forEach((name, value) ->
        json.append('"').append(name).append("\":").append(number(value)).append(','));
    json.append("\"processes\":").append(usages.size());
    appendTop(json, "top_cpu", usages, ProcessUsage.Usage.BY_CPU, seconds);
    appendTop(json, "top_memory", usages, ProcessUsage.Usage.BY_MEMORY, seconds);
    appendDisks(json);
    return Optional.of(json.append('}').toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void appendTop(
      StringBuilder json,
      String name,
      List<ProcessUsage.Usage> usages,
      Comparator<ProcessUsage.Usage> order,
      double seconds) {
    json.append(",\"").append(name).append("\":[");
    String separator = "";
    for (ProcessUsage.Usage usage : usages.stream().sorted(order).limit(TOP).toList()) {
      double percent = seconds <= 0 ? 0 : 100 * usage.cpuSeconds() / seconds;
      json.append(separator).append("{\"pid\":").append(usage.id()).append(",\"name\":");
      quote(json, usage.name());
      json.append(",\"cpu_percent\":")
          .append(String.format(Locale.ROOT, "%.1f", percent))
          .append(",\"resident_bytes\":")
          .append(usage.residentBytes())
          .append('}');
      separator = ",";
    }
    json.append(']');
  }

  private void appendDisks(StringBuilder json) {
    json.append(",\"disks\":[");
    int start = json.length();
    disks.forEach((mountPoint, sizes) -> {
      json.append(json.length() == start ? "" : ",").append("{\"mountpoint\":");
      quote(json, mountPoint);
      json.append(",\"size_bytes\":")
          .append(number(sizes[0]))
          .append(",\"available_bytes\":")
          .append(number(sizes[1]))
          .append('}');
    });
    json.append(']');
  }

  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return "null";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each == '"' || each == '\\') {
        json.append('\\').append(each);
      } else if (each < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
      } else {
        json.append(each);
      }
    }
    json.append('"');
  }
}
