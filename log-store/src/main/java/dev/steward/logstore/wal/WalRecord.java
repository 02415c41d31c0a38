package dev.steward.logstore.wal;

import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.LabelsCodec;
import dev.steward.logstore.bytes.LineOffsets;
import dev.steward.logstore.stream.KeptStream;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.Origin;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes batches as records of one segment. A stream's labels are written where the segment first
 * uses it; a metadata's labels where the record first uses it, or was long ago. For one thread.
 */
final class WalRecord {
  private static final int REMEMBERED = 1024;

  /** For each stream of the registry its number in the segment plus one; 0 for none yet. */
  private int[] streams = new int[256];

  private int streamCount;

  /** Metadata that the record wrote lately, by hash: most comes again at once or never. */
  private final @Nullable Labels[] metadata = new @Nullable Labels[REMEMBERED];

  /** Its number in the record, and where in the record it stands. */
  private final int[] metadataIds = new int[REMEMBERED];

  private final int[] metadataPlaces = new int[REMEMBERED];
  private int metadataCount;

  /**
   * Appends the content of a record, and notes where in the sink each line and its metadata stand.
   */
  void encode(@Nullable Origin origin, List<KeptStream> batch, ByteSink to, LineOffsets offsets) {
    Arrays.fill(metadata, null);
    metadataCount = 0;
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
    List<LogEntry> entries = stream.entries();
    to.writeVarint(entries.size());
    long time = 0;
    for (int i = 0; i < entries.size(); i++) {
      LogEntry entry = entries.get(i);
      to.writeSignedVarint(entry.timestampNanos() - time);
      time = entry.timestampNanos();
      int place = writeMetadata(entry.metadata(), to);
      to.writeSized(entry.line().array(), entry.line().offset(), entry.line().length());
      offsets.add(to.size() - entry.line().length(), entry.metadata().isEmpty() ? -1 : place);
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

  /**
   * Writes a number that was used before, or the next one and then the labels; gives their place.
   */
  private int writeMetadata(Labels labels, ByteSink to) {
    int slot = (labels.hashCode() * 0x9E3779B9 >>> 16) & (REMEMBERED - 1);
    if (labels.equals(metadata[slot])) {
      to.writeVarint(metadataIds[slot]);
      return metadataPlaces[slot];
    }
    metadata[slot] = labels;
    metadataIds[slot] = metadataCount;
    to.writeVarint(metadataCount++);
    metadataPlaces[slot] = to.size();
    LabelsCodec.write(labels, to);
    return metadataPlaces[slot];
  }
}
