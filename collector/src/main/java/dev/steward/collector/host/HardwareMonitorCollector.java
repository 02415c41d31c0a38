package dev.steward.collector.host;

import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the sensors of chips measure: temperatures, fans, voltages, currents and power, from {@code
 * /sys/class/hwmon}.
 *
 * <p>Source of names and units: the kernel's {@code hwmon/sysfs-interface}.
 */
final class HardwareMonitorCollector implements HostCollector {
  private static final Pattern SENSOR_FILE = Pattern.compile("([a-z]+)(\\d+)_([a-z_]+)");
  private static final Pattern NO_NAME = Pattern.compile("[^a-zA-Z0-9:_]");

  private final MetricFamily chipNames =
      MetricFamily.gauge("node_hwmon_chip_names", "What a chip is called.", "chip", "chip_name");
  private final MetricFamily sensorLabels =
      MetricFamily.gauge(
          "node_hwmon_sensor_label", "What a sensor is called.", "label", "chip", "sensor");
  private final Map<String, MetricFamily> families = new HashMap<>();

  /** How a kind of sensor is measured. */
  private record Unit(String suffix, double divisor) {}

  @Override
  public String name() {
    return "hwmon";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    String[] chips = HostFiles.names(files.sysPath("class/hwmon"));
    if (chips.length == 0) {
      throw new NoSuchFileException(files.sysPath("class/hwmon"));
    }
    for (String directory : chips) {
      chip(files, files.sysPath("class/hwmon/" + directory), directory, sink);
    }
  }

  private void chip(HostFiles files, String folder, String directory, MetricSink sink)
      throws IOException {
    String called = files.lineOrEmpty(folder + "/name");
    String chip = chip(folder, called.isEmpty() ? directory : called);
    for (String file : HostFiles.names(folder)) {
      Matcher sensor = SENSOR_FILE.matcher(file);
      if (sensor.matches()) {
        sensor(files, folder + "/" + file, chip, sensor, sink);
      }
    }
    if (!called.isEmpty()) {
      sink.sample(chipNames, chipNames.labels(chip, clean(called)), 1);
    }
  }

  /**
   * The kind of the bus and the name of the device that the chip is, which stay after a restart.
   */
  private static String chip(String folder, String otherwise) throws IOException {
    File device = new File(folder, "device");
    if (!device.exists()) {
      return clean(otherwise);
    }
    File real = device.getCanonicalFile();
    File bus = new File(real, "subsystem");
    String kind = bus.exists() ? bus.getCanonicalFile().getName() : real.getParentFile().getName();
    return clean(kind) + "_" + clean(real.getName());
  }

  private static String clean(String name) {
    return NO_NAME.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("_");
  }

  private void sensor(HostFiles files, String path, String chip, Matcher file, MetricSink sink) {
    String sensor = file.group(1) + file.group(2);
    String property = file.group(3);
    if (property.equals("label")) {
      String label = files.lineOrEmpty(path);
      if (!label.isEmpty()) {
        sink.sample(sensorLabels, sensorLabels.labels(label, chip, sensor), 1);
      }
      return;
    }
    Unit unit = unit(file.group(1), property);
    double value = unit == null ? Double.NaN : files.number(path);
    if (unit != null && !Double.isNaN(value)) {
      MetricFamily family = family(file.group(1), property, unit.suffix());
      sink.sample(family, family.labels(chip, sensor), value / unit.divisor());
    }
  }

  private static @Nullable Unit unit(String kind, String property) {
    if (property.equals("alarm")
        || property.endsWith("_alarm")
        || property.equals("beep")
        || property.equals("fault")
        || property.equals("enable")
        || property.equals("type")
        || property.equals("div")
        || property.equals("pulses")) {
      return new Unit("", 1);
    }
    return switch (kind) {
      case "temp" -> new Unit("_celsius", 1000);
      case "in" -> new Unit("_volts", 1000);
      case "curr" -> new Unit("_amps", 1000);
      case "fan" -> new Unit("_rpm", 1);
      case "power" -> new Unit("_watt", 1_000_000);
      case "energy" -> new Unit("_joule_total", 1_000_000);
      case "humidity" -> new Unit("", 1);
      default -> null;
    };
  }

  private MetricFamily family(String kind, String property, String suffix) {
    String name = "node_hwmon_" + kind + (property.equals("input") ? "" : "_" + property) + suffix;
    return families.computeIfAbsent(
        name,
        key -> {
          String help = "Hardware monitor: " + kind + " " + property.replace('_', ' ') + ".";
          return key.endsWith("_total")
              ? MetricFamily.counter(key, help, "chip", "sensor")
              : MetricFamily.gauge(key, help, "chip", "sensor");
        });
  }
}
