package dev.steward.logstore.part;

import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.spi.model.Labels;

/** Labels as bytes: how many, then each name and value as text. */
public final class LabelsCodec {
  private LabelsCodec() {}

  /** Appends labels. */
  public static void write(Labels labels, ByteSink to) {
    to.writeVarint(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      to.writeText(labels.name(i));
      to.writeText(labels.value(i));
    }
  }

  /** Reads labels. */
  public static Labels read(ByteSource from) throws CorruptDataException {
    String[] pairs = new String[2 * from.readCount()];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = from.readText();
    }
    try {
      return Labels.of(pairs);
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException("labels: " + e.getMessage(), e);
    }
  }
}
