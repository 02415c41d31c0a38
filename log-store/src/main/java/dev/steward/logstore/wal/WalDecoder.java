package dev.steward.logstore.wal;

import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.bytes.LabelsCodec;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.List;

/** Reads the records that {@link WalRecord} encoded into one segment. For one thread. */
final class WalDecoder {
  private final List<Labels> streams = new ArrayList<>();
  private final List<EncodedLabels> metadata = new ArrayList<>();

  void decode(ByteSource from, WalVisitor visitor) throws CorruptDataException {
    metadata.clear();
    String source = from.readText();
    if (!source.isEmpty()) {
      visitor.origin(source, from.readVarint());
    }
    for (int left = from.readCount(); left > 0; left--) {
      decodeStream(from, visitor);
    }
  }

  private void decodeStream(ByteSource from, WalVisitor visitor) throws CorruptDataException {
    Labels stream = readStream(from);
    long time = 0;
    for (int left = from.readCount(); left > 0; left--) {
      time += from.readSignedVarint();
      EncodedLabels entryMetadata = readMetadata(from);
      int length = from.readCount();
      int offset = from.skip(length);
      visitor.entry(stream, time, from.array(), offset, length, entryMetadata);
    }
  }

  private Labels readStream(ByteSource from) throws CorruptDataException {
    int id = from.readCount(streams.size());
    if (id == streams.size()) {
      streams.add(LabelsCodec.read(from));
    }
    return streams.get(id);
  }

  private EncodedLabels readMetadata(ByteSource from) throws CorruptDataException {
    int id = from.readCount(metadata.size());
    if (id == metadata.size()) {
      int place = from.position();
      Labels labels = LabelsCodec.read(from);
      metadata.add(new EncodedLabels(labels, labels.isEmpty() ? -1 : place));
    }
    return metadata.get(id);
  }
}
