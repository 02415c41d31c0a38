package dev.steward.collector.batch;

import dev.steward.spi.model.Labels;
import dev.steward.wire.v1.SampleColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The samples of one moment in the batch being filled. */
final class SampleColumn {
  private final List<Labels> series = new ArrayList<>();
  private double[] values = new double[64];

  void add(Labels labels, double value) {
    int count = series.size();
    if (count == values.length) {
      values = Arrays.copyOf(values, count * 2);
    }
    values[count] = value;
    series.add(labels);
  }

  /** Appends the fields of a {@code SampleColumns} message. */
  void encode(
      ProtoBuffer target, ProtoBuffer scratch, long timestampMillis, LabelDictionary dictionary) {
    target
        .tag(SampleColumns.TIMESTAMP_MILLIS_FIELD_NUMBER, ProtoBuffer.FIXED64)
        .fixed64(timestampMillis);
    scratch.clear();
    int last = 0;
    for (Labels labels : series) {
      int id = dictionary.id(labels);
      scratch.signedVarint(id - last);
      last = id;
    }
    target.nestedField(SampleColumns.SERIES_DELTAS_FIELD_NUMBER, scratch);
    scratch.clear();
    for (int i = 0; i < series.size(); i++) {
      scratch.fixed64(Double.doubleToRawLongBits(values[i]));
    }
    target.nestedField(SampleColumns.VALUES_FIELD_NUMBER, scratch);
  }
}
