package dev.steward.collector.batch;

import dev.steward.spi.model.Labels;
import dev.steward.wire.v1.LogColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of one stream in the batch being filled. */
final class LogColumn {
  private final ProtoBuffer lines = new ProtoBuffer(1 << 12);
  private long[] timestamps = new long[64];
  private int count;

  /** One for each line from the first that has any; empty where none has. */
  private final List<Labels> metadata = new ArrayList<>();

  /** Adds a line and tells by how many bytes the column grew, roughly. */
  int add(long timestampNanos, byte[] bytes, int offset, int length, Labels lineMetadata) {
    int before = lines.size();
    if (count == timestamps.length) {
      timestamps = Arrays.copyOf(timestamps, count * 2);
    }
    timestamps[count++] = timestampNanos;
    lines.bytesField(LogColumns.LINES_FIELD_NUMBER, bytes, offset, length);
    if (!lineMetadata.isEmpty() || !metadata.isEmpty()) {
      while (metadata.size() < count - 1) {
        metadata.add(Labels.EMPTY);
      }
      metadata.add(lineMetadata);
    }
    return lines.size() - before + 4;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Whether the column holds so much memory that it is better thrown away than kept. */
  boolean isLarge() {
    return lines.array().length > 1 << 20;
  }

  void clear() {
    count = 0;
    lines.clear();
    metadata.clear();
  }

  /** Appends the fields of a {@code LogColumns} message. */
  void encode(ProtoBuffer target, ProtoBuffer scratch, int stream, LabelDictionary dictionary) {
    target.tag(LogColumns.STREAM_FIELD_NUMBER, ProtoBuffer.VARINT).varint(stream);
    target
        .tag(LogColumns.FIRST_TIMESTAMP_NANOS_FIELD_NUMBER, ProtoBuffer.FIXED64)
        .fixed64(timestamps[0]);
    scratch.clear();
    for (int i = 1; i < count; i++) {
      scratch.signedVarint(timestamps[i] - timestamps[i - 1]);
    }
    target.nestedField(LogColumns.TIMESTAMP_DELTAS_NANOS_FIELD_NUMBER, scratch);
    target.raw(lines);
    scratch.clear();
    for (Labels labels : metadata) {
      scratch.varint(labels.isEmpty() ? 0 : dictionary.id(labels) + 1L);
    }
    target.nestedField(LogColumns.METADATA_FIELD_NUMBER, scratch);
  }
}
