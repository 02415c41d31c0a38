package dev.steward.formats.protobuf;

import java.util.Arrays;

/** Numbers of a repeated field, packed or one by one, in an array that is used again. */
public final class Numbers {
  /** More than any histogram has and any request needs of one field. */
  private static final int MAX = 1 << 16;

  /** How the numbers are written. */
  public enum Form {
    FLOAT64,
    ZIGZAG,
    VARINT
  }

  private final Form form;
  private double[] values = new double[64];
  private int size;

  /** Starts without numbers. */
  public Numbers(Form form) {
    this.form = form;
  }

  /** Forgets all numbers and keeps the room. */
  public void clear() {
    size = 0;
  }

  /** How many numbers there are. */
  public int size() {
    return size;
  }

  /** Takes the field that the reader stands at. */
  public void read(MessageReader reader, int tag) throws MalformedMessageException {
    if ((tag & 7) == MessageReader.LENGTH_DELIMITED) {
      int outer = reader.enter();
      while (!reader.isAtEnd()) {
        add(reader);
      }
      reader.leave(outer);
    } else {
      add(reader);
    }
  }

  private void add(MessageReader reader) throws MalformedMessageException {
    if (size == values.length) {
      if (size >= MAX) {
        throw reader.malformed("more than " + MAX + " numbers in one field");
      }
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] =
        switch (form) {
          case FLOAT64 -> reader.float64();
          case ZIGZAG -> reader.zigzag();
          case VARINT -> reader.varint();
        };
  }

  /** A copy. */
  public double[] toArray() {
    return Arrays.copyOf(values, size);
  }

  /** The running sums: absolute numbers where differences were written. */
  public double[] toSums() {
    double[] sums = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += values[i];
      sums[i] = sum;
    }
    return sums;
  }
}
