package dev.steward.metricstore.block;

/** Numbers of the block file's layout, which stands in FORMAT.md. */
final class BlockFormat {
  /** {@code STWMETB} and a line end that text transfers would change. */
  static final long MAGIC = 0x0a4254454d575453L;

  static final int VERSION = 2;

  /** Blocks of this version are read too: raw ones without a level in their header. */
  static final int OLDEST_VERSION = 1;

  static final int HEADER_BYTES = 16;
  static final int FOOTER_BYTES = 64;
  static final int CRC_BYTES = 4;

  /** Most columns of times that a block shares; further frames hold their own. */
  static final int MAX_SHARED_TIMES = 1 << 14;

  private BlockFormat() {}
}
