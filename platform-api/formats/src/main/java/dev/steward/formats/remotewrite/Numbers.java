package dev.steward.formats.remotewrite;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import java.util.Arrays;

/** Numbers of a repeated field, packed or one by one, in an array that is used again. */
final class Numbers {
  /** More than any histogram has and any request needs of one field. */
  private static final int MAX = 1 << 16;

  /** How the numbers are written. */
  enum Form {
    FLOAT64,
    ZIGZAG,
    VARINT
  }

  private final Form form;
  private double[] values = new double[64];
  private int size;

  Numbers(Form form) {
    this.form = form;
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  double get(int index) {
    return values[index];
  }

  void read(MessageReader reader, int tag) throws MalformedMessageException {
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

  double[] toArray() {
    return Arrays.copyOf(values, size);
  }

  /** The running sums: absolute numbers where differences were written. */
  double[] toSums() {
    double[] sums = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += values[i];
      sums[i] = sum;
    }
    return sums;
  }
}
