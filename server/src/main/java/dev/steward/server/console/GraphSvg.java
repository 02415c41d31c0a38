package dev.steward.server.console;

import dev.steward.query.value.Points;
import java.util.Locale;

/**
 * Turns a graph's numbers into the coordinates of a drawing, {@value #WIDTH} by {@value #HEIGHT}
 * units.
 *
 * <p>Graphs are drawn by the server, so that a page needs no library to show them and shows them
 * without scripts, too.
 */
public final class GraphSvg {
  /** Width of a drawing. */
  public static final int WIDTH = 320;

  /** Height of a drawing. */
  public static final int HEIGHT = 88;

  /** A gap longer than this many average distances between points is drawn as a gap. */
  private static final double GAP = 3;

  private GraphSvg() {}

  /** The path of a curve, for the attribute {@code d} of an SVG path. */
  public static String line(Graph graph, Graph.Curve curve) {
    StringBuilder path = new StringBuilder();
    Points points = curve.points();
    double top = graph.top();
    long allowed = allowedGap(graph, points);
    long before = Long.MIN_VALUE;
    for (int i = 0; i < points.size(); i++) {
      double value = points.value(i);
      if (Double.isNaN(value)) {
        continue;
      }
      long time = points.timestampMillis(i);
      boolean joined = before != Long.MIN_VALUE && time - before <= allowed;
      path.append(joined ? 'L' : 'M');
      append(path, x(graph, time), y(top, value));
      before = time;
    }
    return path.toString();
  }

  /**
   * The path of the area under a curve; empty where the curve has gaps or fewer than two points.
   */
  public static String area(Graph graph, Graph.Curve curve) {
    String line = line(graph, curve);
    Points points = curve.points();
    if (points.size() < 2 || line.lastIndexOf('M') > 0) {
      return "";
    }
    StringBuilder path = new StringBuilder(line);
    path.append('L');
    append(path, x(graph, points.timestampMillis(points.size() - 1)), HEIGHT);
    path.append('L');
    append(path, x(graph, points.timestampMillis(0)), HEIGHT);
    return path.append('Z').toString();
  }

  /**
   * The points of all curves for the script that shows values under the pointer: {@code [[x, time,
   * "value", …], …]}.
   */
  public static String readings(Graph graph) {
    StringBuilder json = new StringBuilder("[");
    if (!graph.curves().isEmpty()) {
      Points points = graph.curves().getFirst().points();
      for (int i = 0; i < points.size(); i++) {
        json.append(i == 0 ? "[" : ",[");
        json.append(String.format(Locale.ROOT, "%.1f", x(graph, points.timestampMillis(i))));
        json.append(',').append(points.timestampMillis(i));
        for (Graph.Curve curve : graph.curves()) {
          double value = i < curve.points().size() ? curve.points().value(i) : Double.NaN;
          json.append(",\"").append(curve.name()).append(' ');
          json.append(graph.unit().format(value)).append('"');
        }
        json.append(']');
      }
    }
    return json.append(']').toString();
  }

  private static long allowedGap(Graph graph, Points points) {
    long span = graph.endMillis() - graph.startMillis();
    return points.size() < 2
        ? span
        : (long)
            (GAP
                * (points.timestampMillis(points.size() - 1) - points.timestampMillis(0))
                / (points.size() - 1));
  }

  private static double x(Graph graph, long millis) {
    long span = Math.max(1, graph.endMillis() - graph.startMillis());
    return (double) (millis - graph.startMillis()) / span * WIDTH;
  }

  private static double y(double top, double value) {
    return HEIGHT - Math.clamp(value / top, 0.0, 1.0) * (HEIGHT - 2) - 1;
  }

  private static void append(StringBuilder path, double x, double y) {
    path.append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
  }
}
