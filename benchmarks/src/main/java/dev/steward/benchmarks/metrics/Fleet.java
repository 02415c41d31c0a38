package dev.steward.benchmarks.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A fleet of equal hosts with 600 series each: 360 counters (128 of them processor time, network
 * and disk devices, kernel events), 150 gauges, 60 constants and 30 flags, named as node_exporter
 * names them. The same seed gives the same values.
 */
public final class Fleet {
  /** Series of each host. */
  public static final int SERIES = 600;

  /** One series of every host. */
  record Shape(String[] labels, SeriesKind kind, long start) {}

  private static final String[] MODES = {
    "idle", "user", "system", "iowait", "softirq", "steal", "nice", "irq"
  };
  private static final long[] MODE_MEANS = {1200, 180, 80, 25, 8, 4, 2, 1};

  private final List<Shape> shapes = new ArrayList<>();
  private final long seed;

  /** Makes a fleet. */
  public Fleet(long seed) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    addProcessors();
    addDevices(random);
    addEvents(random);
    addGauges(random);
    for (int i = 0; i < 60; i++) {
      add("node_limit_" + i, new SeriesKind.Constant(), random.nextLong(1L << 40), "", "");
    }
    for (int i = 0; i < 30; i++) {
      add("node_unit_failed", new SeriesKind.Flag(), 0, "unit", "service-" + i);
    }
    if (shapes.size() != SERIES) {
      throw new IllegalStateException(shapes.size() + " series (expected: " + SERIES + ")");
    }
  }

  private void add(String metric, SeriesKind kind, long start, String name, String value) {
    String[] labels =
        name.isEmpty()
            ? new String[] {"__name__", metric, "job", "node"}
            : new String[] {"__name__", metric, "job", "node", name, value};
    shapes.add(new Shape(labels, kind, start));
  }

  private void addProcessors() {
    for (int cpu = 0; cpu < 16; cpu++) {
      for (int mode = 0; mode < MODES.length; mode++) {
        String[] labels = {
          "__name__", "node_cpu_seconds_total", "cpu", "" + cpu, "job", "node", "mode", MODES[mode]
        };
        shapes.add(new Shape(labels, new SeriesKind.Counter(MODE_MEANS[mode], 100), 1_000_000));
      }
    }
  }

  private void addDevices(SplittableRandom random) {
    for (int device = 0; device < 6; device++) {
      for (String way : new String[] {"receive", "transmit"}) {
        String prefix = "node_network_" + way;
        counter(prefix + "_bytes_total", 200_000, 1, "device", "eth" + device, random);
        counter(prefix + "_packets_total", 900, 1, "device", "eth" + device, random);
        counter(prefix + "_errs_total", 0, 1, "device", "eth" + device, random);
        counter(prefix + "_drop_total", 1, 1, "device", "eth" + device, random);
      }
    }
    for (int disk = 0; disk < 8; disk++) {
      for (String way : new String[] {"read", "written"}) {
        String device = "sd" + (char) ('a' + disk);
        counter("node_disk_" + way + "_bytes_total", 3_000_000, 1, "device", device, random);
        counter("node_disk_" + way + "_completed_total", 400, 1, "device", device, random);
        counter("node_disk_" + way + "_merged_total", 60, 1, "device", device, random);
        counter("node_disk_" + way + "_time_seconds_total", 120, 100, "device", device, random);
        counter("node_disk_" + way + "_sectors_total", 6000, 1, "device", device, random);
      }
      String device = "sd" + (char) ('a' + disk);
      counter("node_disk_io_time_seconds_total", 300, 100, "device", device, random);
    }
  }

  private void addEvents(SplittableRandom random) {
    for (int i = 0; i < 96; i++) {
      long mean = 1L << (2 + i % 16);
      counter("node_vmstat_event_" + i, mean, 1, "", "", random);
    }
  }

  private void counter(
      String metric,
      long typicalMean,
      double unitsPerOne,
      String name,
      String value,
      SplittableRandom random) {
    long mean = Math.round(typicalMean * random.nextDouble(0.5, 2));
    add(metric, new SeriesKind.Counter(mean, unitsPerOne), random.nextLong(1L << 36), name, value);
  }

  private void addGauges(SplittableRandom random) {
    add("node_load1", new SeriesKind.Walk(15, 0, 6400, 1, 100), 200, "", "");
    for (int i = 0; i < 60; i++) {
      add(
          "node_memory_kind" + i + "_bytes",
          new SeriesKind.Walk(1L << (3 + i % 9), 0, 16L << 20, 4096, 1),
          1L << 20,
          "",
          "");
    }
    for (int i = 0; i < 40; i++) {
      add(
          "node_hwmon_temp_celsius",
          new SeriesKind.Walk(4, 100, 900, 1, 8),
          350 + random.nextInt(100),
          "sensor",
          "temp" + i);
    }
    for (int i = 0; i < 49; i++) {
      long step = 1L << (1 + i % 12);
      add("node_gauge_" + i, new SeriesKind.Walk(step, 0, 1L << 30, 1, 1), 1L << 24, "", "");
    }
  }

  /** Labels of a host's series, names and values in turn. */
  public String[][] labels(int host) {
    String[][] labels = new String[SERIES][];
    for (int i = 0; i < SERIES; i++) {
      String[] shape = shapes.get(i).labels();
      labels[i] = new String[shape.length + 2];
      System.arraycopy(shape, 0, labels[i], 0, shape.length);
      labels[i][shape.length] = "instance";
      labels[i][shape.length + 1] = name(host);
    }
    return labels;
  }

  /** Name of a host. */
  public static String name(int host) {
    return "host-%03d".formatted(host);
  }

  /** The values of one host over time. For one thread. */
  public final class Host {
    private final SplittableRandom random;
    private final SeriesKind.State[] states = new SeriesKind.State[SERIES];

    private Host(int host) {
      random = new SplittableRandom(seed * 31 + host);
      for (int i = 0; i < SERIES; i++) {
        states[i] = new SeriesKind.State(shapes.get(i).start());
      }
    }

    /** Writes the next scrape's values. */
    public void scrape(double[] into) {
      for (int i = 0; i < SERIES; i++) {
        into[i] = shapes.get(i).kind().next(states[i], random);
      }
    }

    /** A time that is late by up to some milliseconds. */
    public long jittered(long timestampMillis, int maxMillis) {
      return maxMillis == 0 ? timestampMillis : timestampMillis + random.nextInt(maxMillis + 1);
    }
  }

  /** A host, at its first scrape. */
  public Host host(int host) {
    return new Host(host);
  }
}
