package dev.steward.logstore.filter;

import dev.steward.logstore.template.ByteKind;

/**
 * What kinds of bytes are in the values of a template's slots, for each slot in turn: in all of a
 * value, as its first byte, as its last byte.
 */
public final class SlotKinds {
  /** Bytes for each slot. */
  public static final int SIZE = 3;

  private SlotKinds() {}

  /** Adds a value, given the kinds of all its bytes. */
  public static void add(byte[] kinds, int slot, byte all, byte first, byte last) {
    int at = SIZE * slot;
    kinds[at] |= all;
    kinds[at + 1] |= ByteKind.of(first);
    kinds[at + 2] |= ByteKind.of(last);
  }

  /** Whether a value of the slot may pass a test; slots of a template start at a position. */
  public static boolean allow(byte[] kinds, int start, SlotTest test) {
    int at = start + SIZE * test.slot();
    return (test.kinds() & ~kinds[at]) == 0
        && (test.firstKind() & ~kinds[at + 1]) == 0
        && (test.lastKind() & ~kinds[at + 2]) == 0;
  }
}
