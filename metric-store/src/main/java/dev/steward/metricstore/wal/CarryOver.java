package dev.steward.metricstore.wal;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.spi.model.Exemplar;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known besides samples when a log file begins: it lives in the log alone, so each new file
 * starts with all of it and the files before can go.
 *
 * @param sequences the last sequence of each source
 * @param metadata what is known of metric families
 * @param exemplars the exemplars kept
 */
public record CarryOver(
    Map<String, Long> sequences, List<MetricMetadata> metadata, List<KeptExemplar> exemplars) {
  /** An exemplar and its series. */
  public record KeptExemplar(Labels series, Exemplar exemplar) {}

  /** Copies everything. */
  public CarryOver {
    sequences = Map.copyOf(sequences);
    metadata = List.copyOf(metadata);
    exemplars = List.copyOf(exemplars);
  }

  void write(ByteWriter out) {
    out.putByte(WalFormat.CARRY_OVER);
    out.putVarint(sequences.size());
    sequences.forEach((source, sequence) -> {
      out.putText(source);
      out.putVarint(sequence);
    });
    out.putVarint(metadata.size());
    metadata.forEach(one -> RecordParts.write(one, out));
    out.putVarint(exemplars.size());
    for (KeptExemplar kept : exemplars) {
      RecordParts.write(kept.series(), out);
      RecordParts.write(kept.exemplar(), out);
    }
  }

  static CarryOver read(ByteReader in) {
    Map<String, Long> sequences = new HashMap<>();
    for (int left = in.readCount(in.remaining()); left > 0; left--) {
      sequences.put(in.readText(), in.readVarint());
    }
    List<MetricMetadata> metadata = new ArrayList<>();
    for (int left = in.readCount(in.remaining()); left > 0; left--) {
      metadata.add(RecordParts.readMetadata(in));
    }
    List<KeptExemplar> exemplars = new ArrayList<>();
    for (int left = in.readCount(in.remaining()); left > 0; left--) {
      exemplars.add(new KeptExemplar(RecordParts.readLabels(in), RecordParts.readExemplar(in)));
    }
    return new CarryOver(sequences, metadata, exemplars);
  }
}
