package dev.steward.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Draws series as lines of Braille dots, two by four in each character, with the last value of each
 * below.
 */
final class TerminalGraph {
  /**
   * A line to draw.
   *
   * @param name what it is
   * @param seconds times, seconds since the Unix epoch, rising
   * @param values a value for each time; what is not finite leaves a gap
   */
  record Series(String name, double[] seconds, double[] values) {}

  private static final int ROWS = 12;
  private static final int MARGIN = 11;
  private static final int MAX_LEGEND = 20;
  private static final char BLANK = '\u2800';
  private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};
  private static final String[] COLOURS = {"36", "33", "32", "35", "34", "31", "96", "93"};
  private static final String RESET = "\u001b[0m";

  private final double start;
  private final double end;
  private final int columns;
  private final boolean coloured;
  private final int[][] cells;
  private final int[][] owners;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  TerminalGraph(Instant start, Instant end, int terminalColumns, boolean coloured) {
    this.start = start.toEpochMilli() / 1000.0;
    this.end = end.toEpochMilli() / 1000.0;
    this.columns = terminalColumns - MARGIN;
    this.coloured = coloured;
    this.cells = new int[ROWS][columns];
    this.owners = new int[ROWS][columns];
  }

  void print(List<Series> all, PrintWriter out) {
    all.forEach(this::measure);
    if (min > max) {
      out.println("No series matches.");
      return;
    }
    if (min == max) {
      min -= 1;
      max += 1;
    }
    for (int i = 0; i < all.size(); i++) {
      draw(all.get(i), i);
    }
    for (int row = 0; row < ROWS; row++) {
      printRow(row, out);
    }
    printTimes(out);
    printLegend(all, out);
    out.flush();
  }

  private void measure(Series series) {
    for (double value : series.values()) {
      if (Double.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
  }

  private void draw(Series series, int owner) {
    int lastX = -1;
    int lastY = -1;
    for (int i = 0; i < series.values().length; i++) {
      double value = series.values()[i];
      if (!Double.isFinite(value)) {
        lastX = -1;
        continue;
      }
      int x = (int) Math.round((series.seconds()[i] - start) / (end - start) * (columns * 2 - 1));
      int y = (int) Math.round((max - value) / (max - min) * (ROWS * 4 - 1));
      if (lastX < 0) {
        dot(x, y, owner);
      } else {
        line(lastX, lastY, x, y, owner);
      }
      lastX = x;
      lastY = y;
    }
  }

  private void line(int fromX, int fromY, int toX, int toY, int owner) {
    int steps = Math.max(1, Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY)));
    for (int i = 0; i <= steps; i++) {
      dot(fromX + (toX - fromX) * i / steps, fromY + (toY - fromY) * i / steps, owner);
    }
  }

  private void dot(int x, int y, int owner) {
    if (x >= 0 && x < columns * 2) {
      cells[y / 4][x / 2] |= DOTS[x % 2][y % 4];
      owners[y / 4][x / 2] = owner;
    }
  }

  private void printRow(int row, PrintWriter out) {
    String label = row == 0 ? shorten(max) : row == ROWS - 1 ? shorten(min) : "";
    StringBuilder line = new StringBuilder(" ".repeat(MARGIN - 2 - label.length()));
    line.append(label).append(" \u2502");
    for (int column = 0; column < columns; column++) {
      char dots = (char) (BLANK + cells[row][column]);
      line.append(dots == BLANK ? " " : coloured(String.valueOf(dots), owners[row][column]));
    }
    out.println(line.toString().stripTrailing());
  }

  private void printTimes(PrintWriter out) {
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(end - start > 86_400 ? "MM-dd HH:mm" : "HH:mm:ss")
            .withZone(ZoneId.systemDefault());
    String first = format.format(Instant.ofEpochMilli((long) (start * 1000)));
    String last = format.format(Instant.ofEpochMilli((long) (end * 1000)));
    out.println(" ".repeat(MARGIN - 1) + "\u2514" + "\u2500".repeat(columns));
    int gap = Math.max(1, columns - first.length() - last.length());
    out.println(" ".repeat(MARGIN) + first + " ".repeat(gap) + last);
  }

  private void printLegend(List<Series> all, PrintWriter out) {
    for (int i = 0; i < Math.min(all.size(), MAX_LEGEND); i++) {
      Series series = all.get(i);
      double last =
          series.values().length == 0 ? Double.NaN : series.values()[series.values().length - 1];
      out.println(coloured("\u2501\u2501", i) + " " + shorten(last) + "  " + series.name());
    }
    if (all.size() > MAX_LEGEND) {
      out.println("and " + (all.size() - MAX_LEGEND) + " more series");
    }
  }

  private String coloured(String text, int owner) {
    return coloured ? "\u001b[" + COLOURS[owner % COLOURS.length] + "m" + text + RESET : text;
  }

  /** At most eight characters. */
  private static String shorten(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size >= 1e15 || size < 0.001)) {
      return String.format(Locale.ROOT, "%.1e", value);
    }
    String[] units = {"", "k", "M", "G", "T"};
    int unit = 0;
    double scaled = value;
    while (Math.abs(scaled) >= 10_000 && unit < units.length - 1) {
      scaled /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, Math.abs(scaled) < 10 ? "%.3f" : "%.1f", scaled)
        + units[unit];
  }
}
