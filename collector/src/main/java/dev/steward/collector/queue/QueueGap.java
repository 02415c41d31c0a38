package dev.steward.collector.queue;

/**
 * What a full queue lost since somebody told of it. Immutable.
 *
 * @param droppedBatches batches that are gone whole, and that not every server had
 * @param thinnedSamples samples that were left out of batches that stayed
 * @param fromNanos when the oldest of what was lost was queued, nanoseconds since the Unix epoch
 * @param toNanos when the newest of it was queued
 */
public record QueueGap(long droppedBatches, long thinnedSamples, long fromNanos, long toNanos) {
  /** The key under which a queue keeps what has not been told. */
  static final String KEY = "gap";

  /** Nothing lost. */
  public static final QueueGap NONE = new QueueGap(0, 0, Long.MAX_VALUE, Long.MIN_VALUE);

  /** Whether nothing was lost. */
  public boolean isNone() {
    return droppedBatches == 0 && thinnedSamples == 0;
  }

  /** What was lost in either. */
  QueueGap and(QueueGap other) {
    return new QueueGap(
        droppedBatches + other.droppedBatches,
        thinnedSamples + other.thinnedSamples,
        Math.min(fromNanos, other.fromNanos),
        Math.max(toNanos, other.toNanos));
  }

  /** As a queue keeps it. */
  InputPosition toPosition() {
    return new InputPosition(
        KEY, droppedBatches + " " + thinnedSamples + " " + fromNanos + " " + toNanos);
  }

  /** Reads what a queue kept; nothing lost where it kept nothing. */
  static QueueGap of(String value) {
    String[] parts = value.split(" ");
    return parts.length != 4
        ? NONE
        : new QueueGap(
            Long.parseLong(parts[0]),
            Long.parseLong(parts[1]),
            Long.parseLong(parts[2]),
            Long.parseLong(parts[3]));
  }
}
