package dev.steward.collector.queue;

import java.io.IOException;

/** Says that a segment file does not hold what was written to it, and from which byte on. */
final class DamagedSegmentException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  DamagedSegmentException(long offset, String reason) {
    super("damaged at byte " + offset + ": " + reason);
    this.offset = offset;
  }

  /** Where the first byte is that cannot be relied on. */
  long offset() {
    return offset;
  }
}
