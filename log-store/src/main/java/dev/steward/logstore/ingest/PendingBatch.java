package dev.steward.logstore.ingest;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.LogBatch;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * A batch whose sender waits.
 *
 * @param batch the batch
 * @param weight memory that it takes while it waits, roughly
 * @param future what the sender waits for
 * @param executor completes the future, so that what hangs on it never runs on the writer's thread
 */
public record PendingBatch(
    LogBatch batch, long weight, CompletableFuture<AppendReceipt> future, Executor executor) {
  private static final int ENTRY_OVERHEAD = 64;

  /** A batch that waits from now on. */
  public static PendingBatch of(LogBatch batch, Executor executor) {
    long weight = 0;
    for (LogBatch.Stream stream : batch.streams()) {
      for (int i = 0; i < stream.entries().size(); i++) {
        weight += stream.entries().get(i).line().length() + ENTRY_OVERHEAD;
      }
    }
    return new PendingBatch(batch, weight, new CompletableFuture<>(), executor);
  }

  void succeed(AppendReceipt receipt) {
    executor.execute(() -> future.complete(receipt));
  }

  /** Tells the sender that the batch was not stored. */
  public void fail(StewardException error) {
    executor.execute(() -> future.completeExceptionally(error));
  }
}
