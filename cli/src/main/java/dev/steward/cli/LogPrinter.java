package dev.steward.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Writes log lines with time, host, service and the colour of their level. */
final class LogPrinter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  private static final String RESET = "\u001b[0m";
  private static final String FAINT = "\u001b[2m";

  private final PrintWriter out;
  private final boolean coloured;

  LogPrinter(PrintWriter out, boolean coloured) {
    this.out = out;
    this.coloured = coloured;
  }

  void print(LogTail.Entry entry) {
    Map<String, String> labels = entry.labels();
    String time =
        TIME.format(
            Instant.ofEpochSecond(
                Math.floorDiv(entry.timestampNanos(), 1_000_000_000L),
                Math.floorMod(entry.timestampNanos(), 1_000_000_000L)));
    String origin =
        labels.getOrDefault("host", "-") + " " + labels.getOrDefault("service_name", "-");
    String line = printable(entry.line());
    String level = labels.getOrDefault("level", labels.getOrDefault("detected_level", ""));
    out.println(
        coloured
            ? FAINT + time + " " + origin + RESET + " " + colour(level) + line + RESET
            : time + " " + origin + " " + line);
  }

  /** A line must not move the cursor or change colours: control characters are shown. */
  private static String printable(String line) {
    StringBuilder shown = new StringBuilder(line.length());
    line.chars()
        .forEach(c -> shown.append(Character.isISOControl(c) && c != '\t' ? '\uFFFD' : (char) c));
    return shown.toString();
  }

  private static String colour(String level) {
    return switch (level.toLowerCase(Locale.ROOT)) {
      case "fatal", "emerg", "alert", "critical", "crit" -> "\u001b[1;31m";
      case "error", "err" -> "\u001b[31m";
      case "warn", "warning" -> "\u001b[33m";
      case "notice" -> "\u001b[1m";
      case "debug", "trace" -> "\u001b[2m";
      default -> "";
    };
  }
}
