package dev.steward.collector.scrape;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.queue.DurableQueue;
import dev.steward.collector.queue.QueueGap;
import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Tells servers what a full queue lost, as a line of stream {@code {kind="gap"}}: what is missing
 * is data, too. It is told once, even across a crash: the queue keeps what was not told.
 */
final class GapSource {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final DurableQueue queue;
  private final Labels stream;
  private QueueGap gap = QueueGap.NONE;

  /** The gaps of a queue. */
  GapSource(String host, DurableQueue queue) {
    this.queue = queue;
    this.stream =
        Labels.of("host", host, "kind", "gap", "level", "warn", "service_name", "steward");
  }

  /** Looks what was lost. */
  void read() {
    gap = queue.gap();
  }

  /** Tells it. */
  void write(BatchSink sink, long timestampMillis) {
    if (gap.isNone()) {
      return;
    }
    Instant from = instant(gap.fromNanos());
    Instant to = instant(gap.toNanos());
    String text =
        "queue full: of %s to %s, %d batches are dropped and %d samples left out"
            .formatted(from, to, gap.droppedBatches(), gap.thinnedSamples());
    Labels metadata =
        Labels.of(
            "dropped_batches",
            Long.toString(gap.droppedBatches()),
            "from",
            from.toString(),
            "thinned_samples",
            Long.toString(gap.thinnedSamples()),
            "to",
            to.toString());
    byte[] line = text.getBytes(StandardCharsets.UTF_8);
    sink.line(stream, timestampMillis * NANOS_PER_MILLI, line, 0, line.length, metadata);
    sink.position(queue.told(gap));
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
