package dev.steward.logstore.wal;

import dev.steward.spi.model.Labels;

/** Hears what a log segment holds, record by record. */
public interface WalVisitor {
  /** A record from an origin. */
  void origin(String source, long sequence);

  /** An entry. The line and its metadata are parts of an array that nobody writes to. */
  void entry(
      Labels stream, long time, byte[] array, int offset, int length, EncodedLabels metadata);
}
