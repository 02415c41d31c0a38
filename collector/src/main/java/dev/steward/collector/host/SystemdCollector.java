package dev.steward.collector.host;

import dev.steward.collector.bus.BusCall;
import dev.steward.collector.bus.BusConnection;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Units of systemd, over the system's message bus; no program is run for it.
 *
 * <p>Source: systemd's documentation of {@code org.freedesktop.systemd1}.
 */
final class SystemdCollector implements HostCollector {
  private static final String SERVICE = "org.freedesktop.systemd1";
  private static final String ROOT = "/org/freedesktop/systemd1";
  private static final String[] STATES = {
    "activating", "active", "deactivating", "failed", "inactive"
  };
  private static final Pattern LEFT_OUT =
      Pattern.compile(".+\\.(automount|device|mount|scope|slice)");
  private static final Pattern LEADING_NUMBER = Pattern.compile("(\\d+(\\.\\d+)?).*");
  private static final double MICROS_PER_SECOND = 1e6;

  /** Kinds of service hardly ever change; they are asked for anew when so many are known. */
  private static final int MAX_REMEMBERED = 10_000;

  private final MetricFamily states =
      MetricFamily.gauge(
          "node_systemd_unit_state", "Whether a unit is in a state.", "name", "state", "type");
  private final MetricFamily units =
      MetricFamily.gauge("node_systemd_units", "Units by state.", "state");
  private final MetricFamily running =
      MetricFamily.gauge("node_systemd_system_running", "Whether everything runs that should.");
  private final MetricFamily version =
      MetricFamily.gauge("node_systemd_version", "The version of systemd.", "version");
  private final MetricFamily trigger =
      MetricFamily.gauge(
          "node_systemd_timer_last_trigger_seconds",
          "When a timer last went off, seconds since the Unix epoch.",
          "name");
  private final MetricFamily accepted =
      MetricFamily.counter(
          "node_systemd_socket_accepted_connections_total",
          "Connections that a socket accepted.",
          "name");
  private final MetricFamily current =
      MetricFamily.gauge(
          "node_systemd_socket_current_connections", "Connections of a socket now.", "name");
  private final MetricFamily refused =
      MetricFamily.gauge(
          "node_systemd_socket_refused_connections_total",
          "Connections that a socket refused.",
          "name");

  private final Map<String, String> serviceTypes = new HashMap<>();

  /** The series of each unit's states, by the unit's name: there are five of them a unit. */
  private final Map<String, UnitSeries> unitSeries = new HashMap<>();

  private @Nullable BusConnection bus;

  /** The series of a unit's states, as long as its type stays. */
  private record UnitSeries(String type, Labels[] byState) {}

  /** A unit that is told: its name, its state and its object on the bus. */
  private record Unit(String name, String state, String path) {
    boolean is(String suffix) {
      return name.endsWith(suffix);
    }
  }

  @Override
  public String name() {
    return "systemd";
  }

  @Override
  public void collect(HostFiles files, MetricSink sink) throws IOException {
    Path socket = Path.of(files.rootPath("run/dbus/system_bus_socket"));
    if (!Files.exists(socket)) {
      throw new NoSuchFileException(socket.toString());
    }
    try {
      BusConnection open = bus;
      if (open == null) {
        open = BusConnection.open(socket);
        bus = open;
      }
      collect(open, sink);
    } catch (IOException | ClassCastException | IndexOutOfBoundsException e) {
      close();
      throw new IOException("systemd over " + socket + ": " + e.getMessage(), e);
    }
  }

  private void close() throws IOException {
    BusConnection open = bus;
    bus = null;
    if (open != null) {
      open.close();
    }
  }

  private void collect(BusConnection open, MetricSink sink) throws IOException {
    String manager = SERVICE + ".Manager";
    List<List<Object>> replies =
        open.call(
            List.of(
                new BusCall(SERVICE, ROOT, manager, "ListUnits", List.of()),
                BusCall.property(SERVICE, ROOT, manager, "SystemState"),
                BusCall.property(SERVICE, ROOT, manager, "Version")));
    List<Unit> told = new ArrayList<>();
    Map<String, Integer> counts = new HashMap<>();
    for (Object each : (List<?>) replies.getFirst().getFirst()) {
      List<?> unit = (List<?>) each;
      String unitName = (String) unit.get(0);
      String state = (String) unit.get(3);
      counts.merge(state, 1, Integer::sum);
      if (unit.get(2).equals("loaded") && !LEFT_OUT.matcher(unitName).matches()) {
        told.add(new Unit(unitName, state, (String) unit.get(6)));
      }
    }
    for (String state : STATES) {
      sink.sample(units, units.labels(state), counts.getOrDefault(state, 0));
    }
    sink.sample(running, running.labels(), replies.get(1).contains("running") ? 1 : 0);
    tellVersion(String.valueOf(replies.get(2).getFirst()), sink);
    tellStates(open, told, sink);
    tellTimers(open, told.stream().filter(unit -> unit.is(".timer")).toList(), sink);
    tellSockets(open, told.stream().filter(unit -> unit.is(".socket")).toList(), sink);
  }

  private void tellVersion(String text, MetricSink sink) {
    Matcher number = LEADING_NUMBER.matcher(text);
    if (number.matches()) {
      sink.sample(version, version.labels(text), Double.parseDouble(number.group(1)));
    }
  }

  private void tellStates(BusConnection open, List<Unit> told, MetricSink sink) throws IOException {
    learnTypes(open, told);
    if (unitSeries.size() > MAX_REMEMBERED) {
      unitSeries.clear();
    }
    for (Unit unit : told) {
      String type = serviceTypes.getOrDefault(unit.name(), "");
      UnitSeries series = unitSeries.get(unit.name());
      if (series == null || !series.type().equals(type)) {
        series = new UnitSeries(type, labels(unit.name(), type));
        unitSeries.put(unit.name(), series);
      }
      for (int i = 0; i < STATES.length; i++) {
        sink.sample(states, series.byState()[i], STATES[i].equals(unit.state()) ? 1 : 0);
      }
    }
  }

  private Labels[] labels(String unit, String type) {
    Labels[] labels = new Labels[STATES.length];
    for (int i = 0; i < STATES.length; i++) {
      labels[i] = states.labels(unit, STATES[i], type);
    }
    return labels;
  }

  private void learnTypes(BusConnection open, List<Unit> told) throws IOException {
    if (serviceTypes.size() > MAX_REMEMBERED) {
      serviceTypes.clear();
    }
    List<Unit> unknown =
        told.stream()
            .filter(unit -> unit.is(".service") && !serviceTypes.containsKey(unit.name()))
            .toList();
    List<Object> types = properties(open, unknown, "Service", "Type");
    for (int i = 0; i < unknown.size(); i++) {
      serviceTypes.put(unknown.get(i).name(), String.valueOf(types.get(i)));
    }
  }

  private void tellTimers(BusConnection open, List<Unit> timers, MetricSink sink)
      throws IOException {
    List<Object> micros = properties(open, timers, "Timer", "LastTriggerUSec");
    for (int i = 0; i < timers.size(); i++) {
      sink.sample(
          trigger, trigger.labels(timers.get(i).name()), (Long) micros.get(i) / MICROS_PER_SECOND);
    }
  }

  private void tellSockets(BusConnection open, List<Unit> sockets, MetricSink sink)
      throws IOException {
    tellCounts(open, sockets, "NAccepted", accepted, sink);
    tellCounts(open, sockets, "NConnections", current, sink);
    tellCounts(open, sockets, "NRefused", refused, sink);
  }

  private static void tellCounts(
      BusConnection open, List<Unit> sockets, String property, MetricFamily family, MetricSink sink)
      throws IOException {
    List<Object> counts = properties(open, sockets, "Socket", property);
    for (int i = 0; i < sockets.size(); i++) {
      sink.sample(family, family.labels(sockets.get(i).name()), (Long) counts.get(i));
    }
  }

  /** One property of each of some units. */
  private static List<Object> properties(
      BusConnection open, List<Unit> units, String type, String property) throws IOException {
    List<BusCall> calls =
        units.stream()
            .map(unit -> BusCall.property(SERVICE, unit.path(), SERVICE + "." + type, property))
            .toList();
    return open.call(calls).stream().map(List::getFirst).toList();
  }
}
