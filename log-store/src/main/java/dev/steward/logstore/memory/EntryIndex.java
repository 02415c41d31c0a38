package dev.steward.logstore.memory;

import dev.steward.logstore.bytes.LabelsCodec;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.util.Arrays;

/** A hash table of a stream's entries by time, to find equal ones. For one thread. */
final class EntryIndex {
  private final EntryColumns columns;

  /** Numbers of entries plus one; 0 is free. */
  private int[] slots = new int[64];

  private int size;

  EntryIndex(EntryColumns columns) {
    this.columns = columns;
  }

  void add(int entry) {
    if (2 * size >= slots.length) {
      int[] old = slots;
      slots = new int[old.length * 2];
      for (int slot : old) {
        if (slot != 0) {
          place(slot);
        }
      }
    }
    place(entry + 1);
    size++;
  }

  private long time(int entry) {
    return columns.chunk(entry).times[entry & EntryChunk.MASK];
  }

  private void place(int value) {
    int at = start(time(value - 1));
    while (slots[at] != 0) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = value;
  }

  private int start(long time) {
    return (int) ((time * 0x9E3779B97F4A7C15L) >>> 32) & (slots.length - 1);
  }

  boolean find(LogEntry wanted) {
    int at = start(wanted.timestampNanos());
    for (; slots[at] != 0; at = (at + 1) & (slots.length - 1)) {
      int entry = slots[at] - 1;
      if (time(entry) == wanted.timestampNanos() && isSame(entry, wanted)) {
        return true;
      }
    }
    return false;
  }

  private boolean isSame(int entry, LogEntry wanted) {
    EntryChunk chunk = columns.chunk(entry);
    int at = entry & EntryChunk.MASK;
    int from = chunk.offsets[at];
    int wantedFrom = wanted.line().offset();
    return Arrays.equals(
            columns.array(chunk.arrays[at]),
            from,
            from + chunk.lengths[at],
            wanted.line().array(),
            wantedFrom,
            wantedFrom + wanted.line().length())
        && metadata(chunk, at).equals(wanted.metadata());
  }

  private Labels metadata(EntryChunk chunk, int at) {
    int place = chunk.metadata[at];
    return place < 0 ? Labels.EMPTY : LabelsCodec.at(columns.array(chunk.arrays[at]), place);
  }
}
