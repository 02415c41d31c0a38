package dev.steward.collector.queue;

import java.util.Set;

/**
 * How a queue is kept.
 *
 * @param maxBytes the oldest segments are dropped where the files would take more than this
 * @param segmentBytes a segment is closed when it has at least this size
 * @param readers the names of those who read it; positions of others are forgotten
 */
public record QueueOptions(long maxBytes, long segmentBytes, Set<String> readers) {
  /** Size of a segment unless asked otherwise: 4 MiB, which a resuming reader scans in no time. */
  public static final long DEFAULT_SEGMENT_BYTES = 4L << 20;

  /** Checks the sizes. */
  public QueueOptions {
    readers = Set.copyOf(readers);
    if (segmentBytes < 1 || maxBytes < 2 * segmentBytes) {
      throw new IllegalArgumentException(
          "queue size: "
              + maxBytes
              + " bytes (expected: at least "
              + 2 * segmentBytes
              + ", two segments)");
    }
  }
}
