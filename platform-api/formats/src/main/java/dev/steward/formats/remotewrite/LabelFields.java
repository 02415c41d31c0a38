package dev.steward.formats.remotewrite;

import static dev.steward.formats.protobuf.MessageReader.LENGTH_DELIMITED;

import dev.steward.formats.protobuf.MalformedMessageException;
import dev.steward.formats.protobuf.MessageReader;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.SeriesLabels;

/** Labels of a 1.0 request where they lie in it: {@code Label{1: name, 2: value}}. */
final class LabelFields implements SeriesKey {
  private static final long DOMAIN = 1;

  /** Room for more labels than any series may have; what comes behind them is only hashed. */
  private static final int MAX_PLACES = 4 * SeriesLabels.MAX_LABELS;

  private final byte[] bytes;
  private final KeyedHash.State hash;
  private final LabelSetBuilder builder = new LabelSetBuilder();

  /** Offset and length of each label in turn. */
  private final int[] places = new int[MAX_PLACES];

  private int size;

  LabelFields(byte[] bytes, KeyedHash hash) {
    this.bytes = bytes;
    this.hash = hash.start();
  }

  void start() {
    size = 0;
    hash.reset(DOMAIN);
  }

  /** Takes the label that the reader stands at. */
  void add(MessageReader reader) throws MalformedMessageException {
    int length = reader.length();
    int from = reader.position();
    if (size < MAX_PLACES) {
      places[size++] = from;
      places[size++] = length;
    }
    hash.add(bytes, from, length);
    reader.moveTo(from + length);
  }

  @Override
  public long high() {
    return hash.high();
  }

  @Override
  public long low() {
    return hash.low();
  }

  @Override
  public Labels labels() throws InvalidLabelsException {
    read();
    return builder.series();
  }

  Labels ofExemplar() throws InvalidLabelsException {
    read();
    return builder.any();
  }

  private void read() throws InvalidLabelsException {
    builder.clear();
    for (int i = 0; i < size; i += 2) {
      try {
        readLabel(new MessageReader(bytes, places[i], places[i + 1]));
      } catch (MalformedMessageException e) {
        throw new InvalidLabelsException("label: " + e.getMessage(), e);
      }
    }
  }

  private void readLabel(MessageReader label)
      throws MalformedMessageException, InvalidLabelsException {
    int nameFrom = 0;
    int nameLength = 0;
    int valueFrom = 0;
    int valueLength = 0;
    for (int tag = label.next(); tag != 0; tag = label.next()) {
      switch (tag) {
        case 1 << 3 | LENGTH_DELIMITED -> {
          nameLength = label.length();
          nameFrom = label.position();
          label.moveTo(nameFrom + nameLength);
        }
        case 2 << 3 | LENGTH_DELIMITED -> {
          valueLength = label.length();
          valueFrom = label.position();
          label.moveTo(valueFrom + valueLength);
        }
        default -> label.skip(tag);
      }
    }
    builder.add(bytes, nameFrom, nameLength, valueFrom, valueLength);
  }
}
