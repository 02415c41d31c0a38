package dev.steward.logstore.wal;

import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.LineOffsets;
import dev.steward.logstore.part.LabelsCodec;
import dev.steward.logstore.stream.KeptStream;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.Origin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes batches as records of one segment. A stream's labels are written where the segment first
 * uses it; a metadata's labels where the record first uses it. For one thread.
 */
final class WalRecord {
  /** For each stream of the registry its number in the segment plus one; 0 for none yet. */
  private int[] streams = new int[256];

  private int streamCount;
  private final Map<Labels, Integer> metadata = new HashMap<>();

  /** Appends the content of a record, and notes where each line stands in the sink. */
  void encode(@Nullable Origin origin, List<KeptStream> batch, ByteSink to, LineOffsets offsets) {
    metadata.clear();
    to.writeText(origin == null ? "" : origin.source());
    if (origin != null) {
      to.writeVarint(origin.sequence());
    }
    to.writeVarint(batch.size());
    for (KeptStream stream : batch) {
      encode(stream, to, offsets);
    }
  }

  private void encode(KeptStream stream, ByteSink to, LineOffsets offsets) {
    writeStream(stream, to);
    to.writeVarint(stream.entries().size());
    long time = 0;
    @Nullable Labels previous = null;
    int previousId = 0;
    for (LogEntry entry : stream.entries()) {
      to.writeSignedVarint(entry.timestampNanos() - time);
      time = entry.timestampNanos();
      if (entry.metadata() == previous) {
        to.writeVarint(previousId);
      } else {
        previousId = writeReference(metadata, entry.metadata(), to);
        previous = entry.metadata();
      }
      to.writeSized(entry.line().array(), entry.line().offset(), entry.line().length());
      offsets.add(to.size() - entry.line().length());
    }
  }

  private void writeStream(KeptStream stream, ByteSink to) {
    if (stream.id() >= streams.length) {
      streams = Arrays.copyOf(streams, Math.max(stream.id() + 1, streams.length * 2));
    }
    int known = streams[stream.id()];
    if (known > 0) {
      to.writeVarint(known - 1);
      return;
    }
    to.writeVarint(streamCount++);
    LabelsCodec.write(stream.labels(), to);
    streams[stream.id()] = streamCount;
  }

  /** A number that was used before, or the next one and then the labels. */
  private static int writeReference(Map<Labels, Integer> known, Labels labels, ByteSink to) {
    Integer id = known.get(labels);
    if (id != null) {
      to.writeVarint(id);
      return id;
    }
    int next = known.size();
    known.put(labels, next);
    to.writeVarint(next);
    LabelsCodec.write(labels, to);
    return next;
  }
}
