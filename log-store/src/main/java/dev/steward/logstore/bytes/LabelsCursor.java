package dev.steward.logstore.bytes;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks over labels as {@link LabelsCodec} writes them, without making an object for any of them.
 * The bytes must be well-formed: written by this process, or read once before. For one thread.
 */
public final class LabelsCursor {
  private byte[] bytes = {};
  private int at;
  private int left;
  private int nameFrom;
  private int nameTo;
  private int valueFrom;
  private int valueTo;

  /** A cursor over nothing. */
  public LabelsCursor() {}

  /** Goes before the first of the labels that stand at a place. */
  public void open(byte[] array, int offset) {
    bytes = array;
    at = offset;
    left = varint();
  }

  /** Goes on to the next label; false where there is none. */
  public boolean next() {
    if (left == 0) {
      return false;
    }
    left--;
    int nameLength = varint();
    nameFrom = at;
    nameTo = at + nameLength;
    at = nameTo;
    int valueLength = varint();
    valueFrom = at;
    valueTo = at + valueLength;
    at = valueTo;
    return true;
  }

  private int varint() {
    int value = bytes[at++];
    if (value >= 0) {
      return value;
    }
    value &= 0x7F;
    for (int shift = 7; ; shift += 7) {
      int b = bytes[at++];
      value |= (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  /** Goes on to the label of a name; false where there is none. */
  public boolean find(byte[] name) {
    while (next()) {
      if (isName(name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the label has this name. */
  public boolean isName(byte[] name) {
    return Arrays.equals(bytes, nameFrom, nameTo, name, 0, name.length);
  }

  /** The name of the label, a copy. */
  public byte[] name() {
    return Arrays.copyOfRange(bytes, nameFrom, nameTo);
  }

  /** Whether the label has this value. */
  public boolean isValue(byte @Nullable [] value) {
    return value != null && Arrays.equals(bytes, valueFrom, valueTo, value, 0, value.length);
  }

  /** The value of the label, a copy. */
  public byte[] value() {
    return Arrays.copyOfRange(bytes, valueFrom, valueTo);
  }

  /** Appends the value after its length. */
  public void writeValue(ByteSink to) {
    to.writeVarint(valueTo - valueFrom);
    to.writeShort(bytes, valueFrom, valueTo - valueFrom);
  }
}
