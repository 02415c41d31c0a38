package dev.steward.collector.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/**
 * Batteries and mains, from {@code /sys/class/power_supply}.
 *
 * <p>Source: the kernel's documentation of the power supply class; it gives amperes, volts, watts
 * and watt-hours in millionths, and temperatures in tenths of a degree Celsius.
 */
final class PowerSupplyCollector implements HostCollector {
  private static final double MILLIONTHS = 1e6;
  private static final double TENTHS = 10;

  /** A file, what it becomes, and how many of the file's units make one of the metric's. */
  private record Property(String file, MetricFamily family, double divisor) {}

  private final List<Property> properties = new ArrayList<>();
  private final MetricFamily info =
      MetricFamily.gauge(
          "node_power_supply_info",
          "What kind of power supply it is.",
          "power_supply",
          "capacity_level",
          "charge_type",
          "health",
          "manufacturer",
          "model_name",
          "scope",
          "serial_number",
          "status",
          "technology",
          "type",
          "usb_type");

  PowerSupplyCollector() {
    add(1, "authentic", "calibrate", "capacity", "capacity_alert_max", "capacity_alert_min");
    add(1, "cycle_count:cyclecount", "online", "present");
    add(1, "time_to_empty_now:time_to_empty_seconds", "time_to_full_now:time_to_full_seconds");
    add(MILLIONTHS, "current_boot", "current_max", "current_now:current_ampere");
    add(MILLIONTHS, "energy_empty", "energy_empty_design", "energy_full", "energy_full_design");
    add(MILLIONTHS, "energy_now:energy_watthour", "voltage_boot", "voltage_max");
    add(MILLIONTHS, "voltage_max_design", "voltage_min", "voltage_min_design");
    add(MILLIONTHS, "voltage_now:voltage_volt", "voltage_ocv", "charge_control_limit");
    add(MILLIONTHS, "charge_control_limit_max", "charge_counter", "charge_empty");
    add(MILLIONTHS, "charge_empty_design", "charge_full", "charge_full_design");
    add(MILLIONTHS, "charge_now:charge_ampere", "charge_term_current", "constant_charge_current");
    add(MILLIONTHS, "constant_charge_current_max", "constant_charge_voltage");
    add(MILLIONTHS, "constant_charge_voltage_max", "precharge_current", "input_current_limit");
    add(MILLIONTHS, "power_now:power_watt");
    add(TENTHS, "temp:temp_celsius", "temp_alert_max:temp_alert_max_celsius");
    add(TENTHS, "temp_alert_min:temp_alert_min_celsius", "temp_ambient:temp_ambient_celsius");
    add(TENTHS, "temp_ambient_max:temp_ambient_max_celsius");
    add(TENTHS, "temp_ambient_min:temp_ambient_min_celsius", "temp_max:temp_max_celsius");
    add(TENTHS, "temp_min:temp_min_celsius");
  }

  private void add(double divisor, String... filesAndNames) {
    for (String each : filesAndNames) {
      int colon = each.indexOf(':');
      String file = colon < 0 ? each : each.substring(0, colon);
      String name = "node_power_supply_" + each.substring(colon + 1);
      properties.add(
          new Property(
              file,
              MetricFamily.gauge(name, "The file " + file + " of a power supply.", "power_supply"),
              divisor));
    }
  }

  @Override
  public String name() {
    return "powersupplyclass";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    String[] supplies = HostFiles.names(files.sysPath("class/power_supply"));
    if (supplies.length == 0) {
      throw new NoSuchFileException(files.sysPath("class/power_supply"));
    }
    for (String supply : supplies) {
      String folder = files.sysPath("class/power_supply/" + supply + "/");
      for (Property property : properties) {
        double value = files.number(folder + property.file());
        if (!Double.isNaN(value)) {
          sink.sample(
              property.family(), property.family().labels(supply), value / property.divisor());
        }
      }
      sink.sample(
          info,
          info.labels(
              supply,
              files.lineOrEmpty(folder + "capacity_level"),
              files.lineOrEmpty(folder + "charge_type"),
              files.lineOrEmpty(folder + "health"),
              files.lineOrEmpty(folder + "manufacturer"),
              files.lineOrEmpty(folder + "model_name"),
              files.lineOrEmpty(folder + "scope"),
              files.lineOrEmpty(folder + "serial_number"),
              files.lineOrEmpty(folder + "status"),
              files.lineOrEmpty(folder + "technology"),
              files.lineOrEmpty(folder + "type"),
              files.lineOrEmpty(folder + "usb_type")),
          1);
    }
  }
}
