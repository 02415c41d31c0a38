package dev.steward.benchmarks.logs;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Takes lines of {@link Fleet} apart, as little as a store needs. For one thread. */
final class FleetLine {
  /** What becomes of a line. */
  enum Form {
    /** The whole line, as a shipper of files pushes it. */
    WHOLE,
    /** The message, as a shipper pushes it that parses. */
    MESSAGE,
    /** The message with the process id as metadata, as the syslog door hands it over. */
    SYSLOG
  }

  private static final String[] LEVELS = {
    "fatal", "critical", "critical", "error", "warn", "info", "info", "debug"
  };

  private final Form form;
  private final Map<String, Labels> streams = new HashMap<>();
  private final Map<String, Labels> metadata = new HashMap<>();
  private Labels stream = Labels.EMPTY;

  FleetLine(Form form) {
    this.form = form;
  }

  Labels stream() {
    return stream;
  }

  LogEntry parse(byte[] bytes, int from, int end) {
    int priorityEnd = indexOf(bytes, from, '>');
    int severity = number(bytes, from + 1, priorityEnd) & 7;
    int time = priorityEnd + 3;
    int host = indexOf(bytes, time, ' ') + 1;
    int app = indexOf(bytes, host, ' ') + 1;
    int process = indexOf(bytes, app, ' ') + 1;
    int message = indexOf(bytes, process, ' ') + 5;
    String key = text(bytes, host, process - 1) + (form == Form.SYSLOG ? severity : "");
    stream = streams.computeIfAbsent(key, name -> labels(name, severity));
    String id = form == Form.SYSLOG ? text(bytes, process, message - 5) : LEVELS[severity];
    Labels of =
        metadata.computeIfAbsent(
            id, name -> Labels.of(form == Form.SYSLOG ? "pid" : "detected_level", name));
    int start = form == Form.WHOLE ? from : message;
    return new LogEntry(nanos(bytes, time), Line.wrap(bytes, start, end - start), of);
  }

  private Labels labels(String key, int severity) {
    int space = key.indexOf(' ');
    String host = key.substring(0, space);
    if (form == Form.SYSLOG) {
      String app = key.substring(space + 1, key.length() - 1);
      return Labels.of("host", host, "service_name", app, "level", LEVELS[severity]).interned();
    }
    return Labels.of("host", host, "service_name", key.substring(space + 1)).interned();
  }

  private static String text(byte[] bytes, int from, int end) {
    return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private static int indexOf(byte[] bytes, int from, char wanted) {
    int at = from;
    while (bytes[at] != wanted) {
      at++;
    }
    return at;
  }

  private static int number(byte[] bytes, int from, int end) {
    int number = 0;
    for (int at = from; at < end; at++) {
      number = number * 10 + bytes[at] - '0';
    }
    return number;
  }

  /** The time of day of 2026-11-19, in the fixed form that the generator writes. */
  private static long nanos(byte[] bytes, int from) {
    long seconds =
        number(bytes, from + 11, from + 13) * 3600L
            + number(bytes, from + 14, from + 16) * 60L
            + number(bytes, from + 17, from + 19);
    return (Fleet.START.getEpochSecond() + seconds) * 1_000_000_000L
        + number(bytes, from + 20, from + 26) * 1000L;
  }
}
