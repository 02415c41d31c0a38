package dev.steward.metricstore.wal;

/** Numbers of the log's layout, which stands in FORMAT.md. */
final class WalFormat {
  /** {@code STWMWAL} and a line end that text transfers would change. */
  static final long MAGIC = 0x0a4c41574d575453L;

  static final int VERSION = 1;
  static final int HEADER_BYTES = 16;

  /** Length and checksum before each record. */
  static final int FRAME_BYTES = 8;

  static final int MAX_RECORD_BYTES = 1 << 28;

  static final int BATCH = 1;
  static final int CARRY_OVER = 2;

  private WalFormat() {}
}
