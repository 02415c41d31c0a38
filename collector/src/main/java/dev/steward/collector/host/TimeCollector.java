package dev.steward.collector.host;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The time, the time zone and the sources of the clock. */
final class TimeCollector implements HostCollector {
  private static final DateTimeFormatter ZONE_NAME =
      DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);
  private static final String SOURCES = "devices/system/clocksource";

  private final MetricFamily now = MetricFamily.gauge("node_time_seconds", "The time, Unix time.");
  private final MetricFamily zoneOffset =
      MetricFamily.gauge(
          "node_time_zone_offset_seconds", "Seconds east of Greenwich.", "time_zone");
  private final MetricFamily available =
      MetricFamily.gauge(
          "node_time_clocksource_available_info",
          "A source of the clock that could be used.",
          "device",
          "clocksource");
  private final MetricFamily current =
      MetricFamily.gauge(
          "node_time_clocksource_current_info",
          "The source of the clock that is used.",
          "device",
          "clocksource");

  private final Clock clock;

  TimeCollector(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "time";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Instant instant = clock.instant();
    ZoneId zone = clock.getZone();
    sink.sample(now, now.labels(), instant.getEpochSecond() + instant.getNano() / 1e9);
    String name = ZONE_NAME.format(instant.atZone(zone));
    sink.sample(
        zoneOffset,
        zoneOffset.labels(name.equals("Z") ? "UTC" : name),
        zone.getRules().getOffset(instant).getTotalSeconds());
    for (String device : HostFiles.names(files.sysPath(SOURCES))) {
      if (device.startsWith("clocksource")) {
        sources(files, device, sink);
      }
    }
  }

  private void sources(HostFiles files, String device, MetricSink sink) {
    String number = device.substring("clocksource".length());
    String folder = files.sysPath(SOURCES + "/" + device + "/");
    for (String source : files.lineOrEmpty(folder + "available_clocksource").split(" ")) {
      if (!source.isEmpty()) {
        sink.sample(available, available.labels(number, source), 1);
      }
    }
    String used = files.lineOrEmpty(folder + "current_clocksource");
    if (!used.isEmpty()) {
      sink.sample(current, current.labels(number, used), 1);
    }
  }
}
