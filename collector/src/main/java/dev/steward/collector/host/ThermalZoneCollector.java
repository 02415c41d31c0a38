package dev.steward.collector.host;

import java.io.IOException;

/** Temperatures and fans that the firmware tells of, from {@code /sys/class/thermal}. */
final class ThermalZoneCollector implements HostCollector {
  private static final String ZONE = "thermal_zone";
  private static final String COOLING = "cooling_device";
  private static final double MILLI = 1000;

  private final MetricFamily temperature =
      MetricFamily.gauge("node_thermal_zone_temp", "Temperature in Celsius.", "zone", "type");
  private final MetricFamily current =
      MetricFamily.gauge("node_cooling_device_cur_state", "How hard it cools now.", "name", "type");
  private final MetricFamily maximum =
      MetricFamily.gauge("node_cooling_device_max_state", "How hard it can cool.", "name", "type");

  @Override
  public String name() {
    return "thermal_zone";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    for (String device : HostFiles.names(files.sysPath("class/thermal"))) {
      String folder = files.sysPath("class/thermal/" + device + "/");
      String type = files.lineOrEmpty(folder + "type");
      if (device.startsWith(ZONE)) {
        String zone = device.substring(ZONE.length());
        give(temperature, zone, type, files.number(folder + "temp") / MILLI, sink);
      } else if (device.startsWith(COOLING)) {
        String number = device.substring(COOLING.length());
        give(current, number, type, files.number(folder + "cur_state"), sink);
        give(maximum, number, type, files.number(folder + "max_state"), sink);
      }
    }
  }

  private static void give(
      MetricFamily family, String name, String type, double value, MetricSink sink) {
    if (!Double.isNaN(value)) {
      sink.sample(family, family.labels(name, type), value);
    }
  }
}
