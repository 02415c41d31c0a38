package dev.steward.metricstore.index;

import dev.steward.metricstore.codec.CorruptDataException;
import java.lang.foreign.MemorySegment;

/** The series that carry one pair, rising. For one thread. */
final class Postings {
  private final Cursor cursor;
  private final long end;
  private int current = -1;

  Postings(MemorySegment image, long start, long end) {
    this.cursor = new Cursor(image, start);
    this.end = end;
  }

  void addTo(SeriesSet set, int seriesCount) {
    while (cursor.position() < end) {
      set.add(next(seriesCount));
    }
  }

  void removeFrom(SeriesSet set, int seriesCount) {
    while (cursor.position() < end) {
      set.remove(next(seriesCount));
    }
  }

  /** How many there are; ends the walk. */
  int count(int seriesCount) {
    int count = 0;
    while (cursor.position() < end) {
      next(seriesCount);
      count++;
    }
    return count;
  }

  private int next(int seriesCount) {
    long next = current + 1 + cursor.varint();
    if (next < 0 || next >= seriesCount) {
      throw new CorruptDataException("series " + next + " of " + seriesCount + " in the index");
    }
    current = (int) next;
    return current;
  }
}
