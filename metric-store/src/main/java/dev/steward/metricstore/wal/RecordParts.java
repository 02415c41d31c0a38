package dev.steward.metricstore.wal;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;

/** Labels, exemplars and metadata as log records hold them. */
final class RecordParts {
  private static final MetricType[] TYPES = MetricType.values();
  private static final int MAX_LABELS = 1 << 12;

  private RecordParts() {}

  static void write(Labels labels, ByteWriter out) {
    out.putVarint(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      out.putText(labels.name(i));
      out.putText(labels.value(i));
    }
  }

  static Labels readLabels(ByteReader in) {
    String[] texts = new String[in.readCount(MAX_LABELS) * 2];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = in.readText();
    }
    try {
      return Labels.of(texts);
    } catch (IllegalArgumentException e) {
      throw new CorruptDataException("labels in the log: " + e.getMessage());
    }
  }

  static void write(Exemplar exemplar, ByteWriter out) {
    write(exemplar.labels(), out);
    out.putDouble(exemplar.value());
    out.putZigzag(exemplar.timestampMillis());
  }

  static Exemplar readExemplar(ByteReader in) {
    return new Exemplar(readLabels(in), in.readDouble(), in.readZigzag());
  }

  static void write(MetricMetadata metadata, ByteWriter out) {
    out.putText(metadata.family());
    out.putByte(metadata.type().ordinal());
    out.putText(metadata.help());
    out.putText(metadata.unit());
  }

  static MetricMetadata readMetadata(ByteReader in) {
    String family = in.readText();
    int type = in.readByte();
    if (type >= TYPES.length) {
      throw new CorruptDataException("metric type " + type);
    }
    return new MetricMetadata(family, TYPES[type], in.readText(), in.readText());
  }
}
