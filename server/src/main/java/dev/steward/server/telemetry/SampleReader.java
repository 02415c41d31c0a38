package dev.steward.server.telemetry;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.steward.spi.store.RefusalReason;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import dev.steward.wire.v1.SampleColumns;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads {@code SampleColumns} messages from their bytes into a batch. Generated code would make two
 * growing lists of each message, and scrapes are nearly all that a fleet sends. Reuses scratch; for
 * one thread.
 */
final class SampleReader {
  private static final int TIMESTAMP =
      SampleColumns.TIMESTAMP_MILLIS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_FIXED64;
  private static final int DELTAS = SampleColumns.SERIES_DELTAS_FIELD_NUMBER << 3;
  private static final int VALUES = SampleColumns.VALUES_FIELD_NUMBER << 3;

  private int[] ids = new int[1024];
  private double[] values = new double[1024];
  private int idCount;
  private int valueCount;
  private int lastId;

  /** How many samples a message may hold, at a byte and eight bytes each. */
  static int expectedSamples(PayloadParts.Span span) {
    return span.length() / 9;
  }

  /**
   * Adds the samples of one message.
   *
   * @throws UndecodableException if it cannot be read; the batch is then of no use
   */
  void read(
      PayloadParts.Span span,
      byte[] bytes,
      LabelDictionary dictionary,
      SampleBatch into,
      Refusals refusals)
      throws UndecodableException {
    long timestampMillis;
    try {
      timestampMillis =
          readColumns(CodedInputStream.newInstance(bytes, span.start(), span.length()));
    } catch (IOException e) {
      throw new UndecodableException("samples: " + e.getMessage(), e);
    }
    if (idCount != valueCount) {
      throw new UndecodableException(
          "series_deltas: " + idCount + " (expected: " + valueCount + ")");
    }
    for (int i = 0; i < valueCount; i++) {
      LabelDictionary.Entry entry = dictionary.entry(ids[i]);
      SeriesHandle series = entry.series();
      if (series == null) {
        refusals.add(RefusalReason.INVALID, 1, entry.problem());
      } else {
        into.add(series, timestampMillis, values[i]);
      }
    }
  }

  /** Reads both columns, in whichever of protobuf's encodings they came. */
  private long readColumns(CodedInputStream input) throws IOException, UndecodableException {
    idCount = 0;
    valueCount = 0;
    lastId = 0;
    long timestampMillis = 0;
    for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
      switch (tag) {
        case TIMESTAMP -> timestampMillis = input.readSFixed64();
        case DELTAS | WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
          int limit = input.pushLimit(input.readRawVarint32());
          while (input.getBytesUntilLimit() > 0) {
            addId(input.readSInt32());
          }
          input.popLimit(limit);
        }
        case DELTAS | WireFormat.WIRETYPE_VARINT -> addId(input.readSInt32());
        case VALUES | WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
          int limit = input.pushLimit(input.readRawVarint32());
          while (input.getBytesUntilLimit() > 0) {
            addValue(input.readDouble());
          }
          input.popLimit(limit);
        }
        case VALUES | WireFormat.WIRETYPE_FIXED64 -> addValue(input.readDouble());
        default -> {
          if (!input.skipField(tag)) {
            throw new UndecodableException("samples: a group ends that never began");
          }
        }
      }
    }
    return timestampMillis;
  }

  private void addId(int delta) {
    if (idCount == ids.length) {
      ids = Arrays.copyOf(ids, idCount * 2);
    }
    lastId += delta;
    ids[idCount++] = lastId;
  }

  private void addValue(double value) {
    if (valueCount == values.length) {
      values = Arrays.copyOf(values, valueCount * 2);
    }
    values[valueCount++] = value;
  }
}
