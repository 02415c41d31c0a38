package dev.steward.spi.store;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What one query may still spend, and what it has to say besides its result. Safe for any thread.
 *
 * <p>Stores and evaluators call {@link #checkpoint()} in every loop that may run long, and the
 * {@code charge} methods for what they read. A door cancels the context when its client goes away.
 */
public final class QueryContext {
  private static final int MAX_NOTICES = 1000;

  private final LongSupplier nanoClock;
  private final long deadlineNanos;
  private final long maxSamples;
  private final long maxBytes;
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong lines = new AtomicLong();

  /** Guarded by itself. */
  private final Set<String> warnings = new LinkedHashSet<>();

  private volatile boolean cancelled;

  /**
   * Makes the context of one query.
   *
   * @param nanoClock monotonic clock, nanoseconds, as {@link System#nanoTime()}
   * @param timeout how long the query may take from now
   * @param maxSamples how many samples it may read
   * @param maxBytes how many decompressed bytes it may read
   */
  public QueryContext(LongSupplier nanoClock, Duration timeout, long maxSamples, long maxBytes) {
    this.nanoClock = nanoClock;
    this.deadlineNanos = nanoClock.getAsLong() + timeout.toNanos();
    this.maxSamples = maxSamples;
    this.maxBytes = maxBytes;
  }

  /** A context without limits, for work that nobody waits for. */
  public static QueryContext unlimited() {
    return new QueryContext(System::nanoTime, Duration.ofDays(365), Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Asks the query to stop at its next checkpoint. */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Stops the query if it was cancelled or its time is over.
   *
   * @throws StewardException with {@link ErrorCode#CANCELLED} or {@link
   *     ErrorCode#DEADLINE_EXCEEDED}
   */
  public void checkpoint() {
    if (cancelled) {
      throw new StewardException(ErrorCode.CANCELLED, "query was canceled");
    }
    if (nanoClock.getAsLong() - deadlineNanos > 0) {
      throw new StewardException(ErrorCode.DEADLINE_EXCEEDED, "query timed out");
    }
  }

  /**
   * Counts samples that were read, and stops the query past its budget.
   *
   * @throws StewardException with {@link ErrorCode#EXECUTION_FAILED}
   */
  public void chargeSamples(long count) {
    if (samples.addAndGet(count) > maxSamples) {
      throw new StewardException(
          ErrorCode.EXECUTION_FAILED,
          "query processing would load too many samples into memory (limit: " + maxSamples + ")");
    }
    checkpoint();
  }

  /**
   * Counts lines and decompressed bytes that were read, and stops the query past its budget.
   *
   * @throws StewardException with {@link ErrorCode#LIMIT_EXCEEDED}
   */
  public void chargeLines(long lineCount, long byteCount) {
    lines.addAndGet(lineCount);
    if (bytes.addAndGet(byteCount) > maxBytes) {
      throw new StewardException(
          ErrorCode.LIMIT_EXCEEDED,
          "the query would read too many bytes (limit: " + maxBytes + " bytes)");
    }
    checkpoint();
  }

  /** Adds a warning to the answer, once for each text. */
  public void warn(String text) {
    synchronized (warnings) {
      if (warnings.size() < MAX_NOTICES) {
        warnings.add(text);
      }
    }
  }

  /** Warnings so far, in the order in which they came. */
  public List<String> warnings() {
    synchronized (warnings) {
      return new ArrayList<>(warnings);
    }
  }

  /** Samples read so far. */
  public long samplesRead() {
    return samples.get();
  }

  /** Lines read so far. */
  public long linesRead() {
    return lines.get();
  }

  /** Decompressed bytes read so far. */
  public long bytesRead() {
    return bytes.get();
  }
}
