package dev.steward.collector.queue;

import java.util.concurrent.atomic.LongAdder;

/** What has gone wrong with a queue since it was opened. Safe for any thread. */
public final class QueueCounters {
  final LongAdder droppedBatches = new LongAdder();
  final LongAdder thinnedSamples = new LongAdder();
  final LongAdder quarantinedSegments = new LongAdder();
  final LongAdder tornSegments = new LongAdder();
  final LongAdder failedWrites = new LongAdder();

  QueueCounters() {}

  /** Batches that were dropped because the queue was full and that not every server had. */
  public long droppedBatches() {
    return droppedBatches.sum();
  }

  /** Samples that were left out because the queue was full. */
  public long thinnedSamples() {
    return thinnedSamples.sum();
  }

  /** Segment files that were set aside because they were damaged. */
  public long quarantinedSegments() {
    return quarantinedSegments.sum();
  }

  /** Segment files whose last write had been cut off. */
  public long tornSegments() {
    return tornSegments.sum();
  }

  /** Writes that failed and were asked for again. */
  public long failedWrites() {
    return failedWrites.sum();
  }
}
