package dev.steward.metricstore.head;

import dev.steward.metricstore.wal.LoggedSeries;
import dev.steward.spi.model.Labels;
import org.jspecify.annotations.Nullable;

/**
 * A series: the handle that callers hold, and, while it is registered, what memory knows of it.
 * When a series leaves memory its handle stays good: the next sample registers it again, or finds
 * the series that another handle registered meanwhile.
 *
 * <p>All but the labels is guarded by the store's state lock; the log's number is the writer's own.
 */
public final class HeadSeries implements LoggedSeries {
  private final Labels labels;
  private long logFile = -1;
  private int logNumber = -1;

  boolean registered;

  /** Whether the head's index knows this handle, and its place in the index's sorted part or -1. */
  boolean indexed;

  int rank = -1;

  /** Time of the newest sample ever, while registered. */
  long newestMillis = Long.MIN_VALUE;

  /** Its value's bits; a histogram's sum. */
  long newestBits;

  @Nullable SeriesBuffer active;

  /** The active buffer's main run, to save a step on the way of every sample. */
  @Nullable SampleRun run;

  @Nullable SeriesBuffer flushing;

  /** The registered series of the same labels, if that is another. */
  @Nullable HeadSeries sameLabels;

  HeadSeries(Labels labels) {
    this.labels = labels;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  /** A guess: without the lock, what another thread just did may not be seen. */
  @Override
  public boolean isActive() {
    return registered;
  }

  @Override
  public int numberIn(long file) {
    return file == logFile ? logNumber : -1;
  }

  @Override
  public void setNumberIn(long file, int number) {
    logFile = file;
    logNumber = number;
  }

  /** The samples since the last flush began; null where there are none. */
  public @Nullable SeriesBuffer active() {
    return active;
  }

  /** The samples that are being flushed; null where there are none. */
  public @Nullable SeriesBuffer flushing() {
    return flushing;
  }
}
