package dev.steward.logstore.wal;

import dev.steward.logstore.bytes.ByteSource;
import dev.steward.logstore.bytes.CorruptDataException;
import dev.steward.logstore.part.LabelsCodec;
import dev.steward.spi.model.Labels;
import java.util.ArrayList;
import java.util.List;

/** Reads the records that {@link WalRecord} encoded into one segment. For one thread. */
final class WalDecoder {
  private final List<Labels> streams = new ArrayList<>();
  private final List<Labels> metadata = new ArrayList<>();

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
    Labels stream = readReference(streams, from);
    long time = 0;
    for (int left = from.readCount(); left > 0; left--) {
      time += from.readSignedVarint();
      Labels entryMetadata = readReference(metadata, from);
      int length = from.readCount();
      int offset = from.skip(length);
      visitor.entry(stream, time, from.array(), offset, length, entryMetadata);
    }
  }

  private static Labels readReference(List<Labels> known, ByteSource from)
      throws CorruptDataException {
    int id = from.readCount(known.size());
    if (id == known.size()) {
      known.add(LabelsCodec.read(from));
    }
    return known.get(id);
  }
}
