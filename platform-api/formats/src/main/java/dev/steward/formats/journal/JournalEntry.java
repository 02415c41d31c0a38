package dev.steward.formats.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An entry of the journal: fields in the order in which they came. Valid only while it is handed
 * over, since its memory is used again. For one thread.
 */
public final class JournalEntry {
  /** How many fields are kept of an entry. */
  static final int MAX_FIELDS = 256;

  private byte[] bytes = new byte[4096];
  private int size;

  /** Start of the name, of the value, and end of the value, for each field. */
  private final int[] places = new int[3 * MAX_FIELDS];

  private int fields;

  JournalEntry() {}

  void clear() {
    size = 0;
    fields = 0;
  }

  int size() {
    return size;
  }

  /** Starts a field; false if there are too many. */
  boolean begin(byte[] name, int length) {
    if (fields == MAX_FIELDS) {
      return false;
    }
    places[3 * fields] = size;
    copy(name, 0, length);
    places[3 * fields + 1] = size;
    places[3 * fields + 2] = size;
    fields++;
    return true;
  }

  /** Adds to the value of the field that was begun last. */
  void append(byte[] source, int offset, int length) {
    if (fields > 0) {
      copy(source, offset, length);
      places[3 * (fields - 1) + 2] = size;
    }
  }

  private void copy(byte[] source, int offset, int length) {
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + length));
    }
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** How many fields there are. */
  public int fields() {
    return fields;
  }

  /** The bytes that the fields lie in. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where a field's name starts. */
  public int nameStart(int field) {
    return places[3 * field];
  }

  /** Where a field's value starts, which is where its name ends. */
  public int valueStart(int field) {
    return places[3 * field + 1];
  }

  /** Where a field's value ends. */
  public int valueEnd(int field) {
    return places[3 * field + 2];
  }

  /** A field's name. */
  public String name(int field) {
    int start = nameStart(field);
    return new String(bytes, start, valueStart(field) - start, StandardCharsets.ISO_8859_1);
  }

  /** A field's value; what is not UTF-8 is replaced. */
  public String value(int field) {
    int start = valueStart(field);
    return new String(bytes, start, valueEnd(field) - start, StandardCharsets.UTF_8);
  }

  /** Whether a field has a name. */
  public boolean isNamed(int field, String name) {
    int start = nameStart(field);
    if (valueStart(field) - start != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The first field of a name, or -1. */
  public int find(String name) {
    for (int field = 0; field < fields; field++) {
      if (isNamed(field, name)) {
        return field;
      }
    }
    return -1;
  }

  /** The value of the first field of a name; empty where there is none. */
  public String valueOrEmpty(String name) {
    int field = find(name);
    return field < 0 ? "" : value(field);
  }
}
