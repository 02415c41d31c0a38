package dev.steward.logstore.filter;

import dev.steward.logstore.template.ByteKind;
import java.util.Arrays;

/**
 * What a text asks of one slot's value where it stands across or inside the slot.
 *
 * @param slot the slot
 * @param fragment what the value must hold. Never to be written
 * @param atStart whether the fragment must start the value
 * @param atEnd whether it must end the value
 * @param kinds the kinds of the fragment's bytes; the column must have all of them
 */
public record SlotTest(int slot, byte[] fragment, boolean atStart, boolean atEnd, byte kinds) {
  static SlotTest of(int slot, byte[] text, int from, int to, boolean atStart) {
    byte[] fragment = Arrays.copyOfRange(text, from, to);
    return new SlotTest(
        slot, fragment, atStart, to < text.length, ByteKind.kinds(fragment, 0, fragment.length));
  }

  /** The kind of the value's first byte; none where it is not known. */
  byte firstKind() {
    return atStart ? ByteKind.of(fragment[0]) : 0;
  }

  /** The kind of the value's last byte; none where it is not known. */
  byte lastKind() {
    return atEnd ? ByteKind.of(fragment[fragment.length - 1]) : 0;
  }

  /** Whether a column whose values have these kinds of bytes may hold such a value. */
  public boolean possible(byte columnKinds) {
    return (kinds & ~columnKinds) == 0;
  }

  /** Whether the fragment stands somewhere in a column; if not, no value passes. */
  public boolean occurs(byte[] bytes, int from, int to) {
    return indexOf(bytes, from, to) >= 0;
  }

  /** Whether a value passes. */
  public boolean accepts(byte[] bytes, int from, int to) {
    int length = fragment.length;
    if (to - from < length || (atStart && atEnd && to - from != length)) {
      return false;
    }
    if (atStart) {
      return Arrays.equals(bytes, from, from + length, fragment, 0, length);
    }
    if (atEnd) {
      return Arrays.equals(bytes, to - length, to, fragment, 0, length);
    }
    return indexOf(bytes, from, to) >= 0;
  }

  private int indexOf(byte[] bytes, int from, int to) {
    int length = fragment.length;
    byte first = fragment[0];
    byte last = fragment[length - 1];
    for (int at = from; at <= to - length; at++) {
      if (bytes[at] == first
          && bytes[at + length - 1] == last
          && Arrays.equals(bytes, at, at + length, fragment, 0, length)) {
        return at;
      }
    }
    return -1;
  }
}
