package dev.steward.server.console;

import dev.steward.query.value.Points;
import java.util.List;
import java.util.Objects;

/**
 * One small graph of a page.
 *
 * @param title what it shows
 * @param unit how its numbers are written
 * @param startMillis left edge, milliseconds since the Unix epoch
 * @param endMillis right edge
 * @param curves its curves; may be empty where there is no data yet
 */
public record Graph(String title, Unit unit, long startMillis, long endMillis, List<Curve> curves) {
  /** Checks that nothing is missing and copies the list. */
  public Graph {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(unit, "unit");
    curves = List.copyOf(curves);
  }

  /**
   * One curve.
   *
   * @param name what it is, for the legend
   * @param points its points
   */
  public record Curve(String name, Points points) {
    /** The newest value, or NaN where there is none. */
    public double last() {
      return points.size() == 0 ? Double.NaN : points.value(points.size() - 1);
    }
  }

  /** The largest value of any curve, at least {@link Unit#leastTop()}. */
  public double top() {
    double top = unit.leastTop();
    for (Curve curve : curves) {
      for (int i = 0; i < curve.points().size(); i++) {
        double value = curve.points().value(i);
        if (value > top) {
          top = value;
        }
      }
    }
    return unit.roundUp(top);
  }
}
