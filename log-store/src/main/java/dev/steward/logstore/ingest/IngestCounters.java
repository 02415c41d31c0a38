package dev.steward.logstore.ingest;

import dev.steward.spi.store.AppendReceipt;
import java.util.concurrent.atomic.LongAdder;

/** What ingest has done. Safe for any thread. */
public final class IngestCounters {
  private final LongAdder lines = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final LongAdder repeated = new LongAdder();
  private final LongAdder redirected = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /** All zero. */
  public IngestCounters() {}

  void stored(AppendReceipt receipt, long lineBytes) {
    lines.add(receipt.stored());
    bytes.add(lineBytes);
    redirected.add(receipt.refused());
    repeated.add(receipt.repeated());
  }

  void refused() {
    refused.increment();
  }

  /** Counts batches that could not be stored. */
  public void refusedBatch() {
    refused.increment();
  }

  /** Lines stored. */
  public long lines() {
    return lines.sum();
  }

  /** Bytes of the lines stored. */
  public long bytes() {
    return bytes.sum();
  }

  /** Lines that were stored already. */
  public long repeatedLines() {
    return repeated.sum();
  }

  /** Lines kept under a fallback stream. */
  public long redirectedLines() {
    return redirected.sum();
  }

  /** Batches that could not be stored. */
  public long refusedBatches() {
    return refused.sum();
  }
}
