package dev.steward.logstore.bytes;

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

  /** Labels as bytes of their own. */
  public static byte[] encoded(Labels labels) {
    ByteSink sink = new ByteSink(64);
    write(labels, sink);
    return sink.toByteArray();
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

  /** Reads labels that this process wrote, or has read once before. */
  public static Labels at(byte[] bytes, int offset) {
    try {
      return read(new ByteSource(bytes, offset, bytes.length - offset));
    } catch (CorruptDataException e) {
      throw new IllegalStateException("labels in memory", e);
    }
  }
}
