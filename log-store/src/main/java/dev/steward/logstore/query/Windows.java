package dev.steward.logstore.query;

import dev.steward.spi.model.TimeRange;
import dev.steward.spi.store.LogCounting;

/** In which windows of a counting a time lies: always a run of neighbours. For one thread. */
final class Windows {
  private final LogCounting counting;
  private final long lastEnd;
  private final long afterFirst;
  private final double stepsInNano;

  /** The windows of the time given last, and until when they stay the same. */
  private int from;

  private int to;
  private long same;

  /** The windows are the same from here until then. */
  private long since = Long.MAX_VALUE;

  Windows(LogCounting counting) {
    this.counting = counting;
    this.lastEnd = counting.end(counting.windows() - 1);
    this.afterFirst = counting.firstEnd() - counting.width();
    this.stepsInNano = 1.0 / counting.step();
  }

  /** All times that lie in any window, and maybe more between them. */
  TimeRange range() {
    return new TimeRange(afterFirst + 1, lastEnd + 1);
  }

  /** Finds the windows of a time. */
  void seek(long time) {
    if (time >= since && time <= same) {
      return;
    }
    since = time;
    if (time <= afterFirst) {
      from = 0;
      to = 0;
      same = afterFirst;
    } else if (time > lastEnd) {
      from = counting.windows();
      to = from;
      same = Long.MAX_VALUE;
    } else {
      long sinceFirst = time - counting.firstEnd();
      from = (int) Math.max(0, Math.ceilDiv(sinceFirst, counting.step()));
      long ends = Math.ceilDiv(sinceFirst + counting.width(), counting.step());
      to = (int) Math.min(counting.windows(), ends);
      same =
          Math.min(
              counting.end(from),
              to == counting.windows()
                  ? lastEnd
                  : counting.firstEnd() + to * counting.step() - counting.width());
    }
  }

  /** Whether each time lies in one window at most, with no gap between them. */
  boolean areNeighbours() {
    return counting.step() == counting.width();
  }

  /**
   * The one window of a time where windows are neighbours; -1 for none. A product that may be off
   * by a little and a look at the window's ends are quicker than a division.
   */
  int only(long time) {
    if (time <= afterFirst || time > lastEnd) {
      return -1;
    }
    int window = (int) ((time - afterFirst - 1) * stepsInNano);
    while (time > counting.end(window)) {
      window++;
    }
    while (time <= counting.end(window) - counting.step()) {
      window--;
    }
    return window;
  }

  /** Number of the first window. */
  int from() {
    return from;
  }

  /** Number of the window after the last. */
  int to() {
    return to;
  }

  /** The latest time that lies in the same windows. */
  long same() {
    return same;
  }
}
