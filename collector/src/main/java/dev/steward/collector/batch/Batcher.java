package dev.steward.collector.batch;

import dev.steward.collector.queue.DurableQueue;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects contributions into batches and writes these to the queue.
 *
 * <p>Two batches take turns: while one is being compressed, written and forced to the disk, inputs
 * fill the other. A batch is closed when it is large enough or its first contribution old enough.
 * Nothing is given up while the agent runs: a batch that cannot be written is tried again, and the
 * inputs wait.
 *
 * <p>{@code lock} guards which batch is filled and its content; the other belongs to the writing
 * thread.
 */
public final class Batcher implements Intake, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Batcher.class);
  private static final int CLOSE_BYTES = 256 << 10;
  private static final Duration MAX_RETRY_PAUSE = Duration.ofSeconds(5);

  private final DurableQueue queue;
  private final long maxAgeNanos;
  private final PayloadEncoder encoder = new PayloadEncoder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final Condition stopping = lock.newCondition();
  private final LongAdder batches = new LongAdder();
  private final LongAdder lines = new LongAdder();
  private final Thread writer;
  private OpenBatch filling = new OpenBatch();
  private OpenBatch spare = new OpenBatch();
  private long firstAddedNanos;
  private boolean closed;

  /**
   * Makes a batcher; {@link #start} lets it run.
   *
   * @param maxAge how long a contribution waits for others at most
   */
  public Batcher(DurableQueue queue, Duration maxAge) {
    this.queue = queue;
    this.maxAgeNanos = maxAge.toNanos();
    this.writer = Thread.ofPlatform().name("queue-writer").unstarted(this::run);
  }

  /** Starts the thread that writes. */
  public void start() {
    writer.start();
  }

  /** Batches written so far. */
  public long batches() {
    return batches.sum();
  }

  /** Log lines written so far. */
  public long lines() {
    return lines.sum();
  }

  @Override
  public void add(Consumer<? super BatchSink> contribution) throws IntakeClosedException {
    lock.lock();
    try {
      while (filling.bytes() >= CLOSE_BYTES && !closed) {
        room.awaitUninterruptibly();
      }
      if (closed) {
        throw new IntakeClosedException();
      }
      if (filling.isEmpty()) {
        firstAddedNanos = System.nanoTime();
        changed.signal();
      }
      contribution.accept(filling);
      if (filling.bytes() >= CLOSE_BYTES) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void addAtOnce(Consumer<? super BatchSink> contribution) throws IntakeClosedException {
    lock.lock();
    try {
      add(contribution);
      firstAddedNanos = System.nanoTime() - maxAgeNanos;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    for (OpenBatch batch = take(); batch != null; batch = take()) {
      if (!write(batch)) {
        return;
      }
      batches.increment();
      lines.add(batch.lines());
      batch.clear();
    }
  }

  /** Waits for a batch that is due; null when all are written and none will come. */
  private @Nullable OpenBatch take() {
    lock.lock();
    try {
      awaitDue();
      if (filling.isEmpty()) {
        return null;
      }
      OpenBatch due = filling;
      filling = spare;
      spare = due;
      room.signalAll();
      return due;
    } finally {
      lock.unlock();
    }
  }

  private void awaitDue() {
    while (!closed && filling.bytes() < CLOSE_BYTES) {
      if (filling.isEmpty()) {
        changed.awaitUninterruptibly();
        continue;
      }
      long left = firstAddedNanos + maxAgeNanos - System.nanoTime();
      if (left <= 0) {
        return;
      }
      await(changed, left);
    }
  }

  /** Writes a batch, as often as it takes; false if the agent stops and it still fails. */
  private boolean write(OpenBatch batch) {
    long pauseMillis = 100;
    boolean told = false;
    while (true) {
      try {
        encodeAndAppend(batch);
        if (told) {
          LOG.info("The queue can be written again");
        }
        return true;
      } catch (IOException e) {
        encoder.dictionary().forget();
        if (!told) {
          LOG.error("The queue cannot be written; inputs wait until it can", e);
          told = true;
        }
        if (!pause(TimeUnit.MILLISECONDS.toNanos(pauseMillis))) {
          LOG.error("Stopping with {} lines that could not be written to the queue", batch.lines());
          return false;
        }
        pauseMillis = Math.min(pauseMillis * 2, MAX_RETRY_PAUSE.toMillis());
      }
    }
  }

  private void encodeAndAppend(OpenBatch batch) throws IOException {
    if (encoder.dictionary().isFull()) {
      queue.endSegment();
    }
    encoder.dictionary().turnTo(queue.dictionary());
    queue.append(encoder.encode(batch));
  }

  /** Waits; false if the agent is stopping. */
  private boolean pause(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (!closed && left > 0) {
        left = await(stopping, left);
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private static long await(Condition condition, long nanos) {
    try {
      return condition.awaitNanos(nanos);
    } catch (InterruptedException e) {
      // An interrupt would also close the queue's files under us.
      throw new IllegalStateException("queue-writer: interrupted (expected: never)", e);
    }
  }

  /** Takes nothing more, writes what was taken, and returns when that is on the disk. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      room.signalAll();
      stopping.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    encoder.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
