package dev.steward.query.value;

/**
 * The moments at which an expression is evaluated: from start to end, both included, a step apart.
 *
 * @param startMillis first moment, milliseconds since the Unix epoch
 * @param endMillis no moment is later
 * @param stepMillis distance of the moments; positive
 */
public record StepGrid(long startMillis, long endMillis, long stepMillis) {
  /** Checks the order. */
  public StepGrid {
    if (endMillis < startMillis) {
      throw new IllegalArgumentException(
          "end: " + endMillis + " (expected: at or after start " + startMillis + ")");
    }
    if (stepMillis <= 0) {
      throw new IllegalArgumentException("step: " + stepMillis + " (expected: positive)");
    }
  }

  /** One moment. */
  public static StepGrid instant(long timeMillis) {
    return new StepGrid(timeMillis, timeMillis, 1);
  }

  /** How many moments there are. */
  public int size() {
    return Math.toIntExact((endMillis - startMillis) / stepMillis + 1);
  }

  /** A moment, milliseconds since the Unix epoch. */
  public long timeMillis(int step) {
    return startMillis + step * stepMillis;
  }

  /** The last moment. */
  public long lastMillis() {
    return timeMillis(size() - 1);
  }
}
