package dev.steward.logstore.memory;

import dev.steward.spi.model.LogEntry;
import java.util.Arrays;

/** A hash table of a buffer's entries by time, to find equal ones. For one thread. */
final class EntryIndex {
  /** Numbers of entries plus one; 0 is free. */
  private int[] slots = new int[64];

  private int size;

  void add(StreamBuffer.Snapshot entries, int number) {
    if (2 * size >= slots.length) {
      int[] old = slots;
      slots = new int[old.length * 2];
      for (int slot : old) {
        if (slot != 0) {
          place(entries.times()[slot - 1], slot);
        }
      }
    }
    place(entries.times()[number], number + 1);
    size++;
  }

  private void place(long time, int value) {
    int at = start(time);
    while (slots[at] != 0) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = value;
  }

  private int start(long time) {
    return (int) ((time * 0x9E3779B97F4A7C15L) >>> 32) & (slots.length - 1);
  }

  boolean find(StreamBuffer.Snapshot entries, LogEntry wanted) {
    int at = start(wanted.timestampNanos());
    for (; slots[at] != 0; at = (at + 1) & (slots.length - 1)) {
      int number = slots[at] - 1;
      if (entries.times()[number] == wanted.timestampNanos()
          && sameLine(entries, number, wanted)
          && entries.metadataOf(number).equals(wanted.metadata())) {
        return true;
      }
    }
    return false;
  }

  private static boolean sameLine(StreamBuffer.Snapshot entries, int number, LogEntry wanted) {
    int from = entries.offsets()[number];
    int wantedFrom = wanted.line().offset();
    return Arrays.equals(
        entries.chunks()[number],
        from,
        from + entries.lengths()[number],
        wanted.line().array(),
        wantedFrom,
        wantedFrom + wanted.line().length());
  }
}
