package dev.steward.formats.remotewrite;

import dev.steward.formats.protobuf.MessageReader;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.SeriesLabels;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/** Makes labels of names and values that lie in a request, within bounds. For one thread. */
final class LabelSetBuilder {
  /** A character takes at most this many bytes in UTF-8 for each of its UTF-16 units. */
  private static final int MAX_BYTES_PER_CHARACTER = 3;

  private final List<String> pairs = new ArrayList<>();

  void clear() {
    pairs.clear();
  }

  void add(byte[] bytes, int nameFrom, int nameLength, int valueFrom, int valueLength)
      throws InvalidLabelsException {
    if (pairs.size() >= 2 * SeriesLabels.MAX_LABELS) {
      throw new InvalidLabelsException(
          "labels: more than " + SeriesLabels.MAX_LABELS + " (expected: at most that many)");
    }
    String name = text("label name", bytes, nameFrom, nameLength, SeriesLabels.MAX_NAME_LENGTH);
    String value =
        text(
            "value of label " + name, bytes, valueFrom, valueLength, SeriesLabels.MAX_VALUE_LENGTH);
    pairs.add(name);
    pairs.add(value);
  }

  private static String text(String what, byte[] bytes, int from, int length, int max)
      throws InvalidLabelsException {
    if (length > max * MAX_BYTES_PER_CHARACTER) {
      throw new InvalidLabelsException(
          what + ": " + length + " bytes (expected: at most " + max + " characters)");
    }
    try {
      return MessageReader.text(bytes, from, length);
    } catch (CharacterCodingException e) {
      throw new InvalidLabelsException(what + ": not UTF-8 (expected: valid UTF-8)", e);
    }
  }

  /** Labels of a series: with a metric's name. */
  Labels series() throws InvalidLabelsException {
    Labels labels = any();
    if (labels.valueOrEmpty(Labels.METRIC_NAME).isEmpty()) {
      throw new InvalidLabelsException("labels: " + labels + " (expected: a metric name)");
    }
    return labels;
  }

  Labels any() throws InvalidLabelsException {
    try {
      return Labels.of(pairs.toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw new InvalidLabelsException(String.valueOf(e.getMessage()), e);
    }
  }
}
