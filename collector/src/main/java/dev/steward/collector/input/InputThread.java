package dev.steward.collector.input;

import dev.steward.collector.batch.IntakeClosedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The thread of an input: runs until its body ends or it is told to stop. Safe for any thread. */
public final class InputThread {
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  /** What an input does in its thread. */
  @FunctionalInterface
  public interface Body {
    /**
     * Works until {@link InputThread#isStopping}.
     *
     * @throws IntakeClosedException if the agent stops, which ends the thread in peace
     */
    void run() throws IntakeClosedException;
  }

  /** Makes a thread; {@link #start} lets it run. */
  public InputThread(String name, Body body) {
    this.thread =
        Thread.ofPlatform()
            .name(name)
            .unstarted(() -> {
              try {
                body.run();
              } catch (IntakeClosedException e) {
                // The agent is stopping; what was not taken is read again when it starts.
              }
            });
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Whether the body is to end. */
  public boolean isStopping() {
    return stopping.getCount() == 0;
  }

  /** Waits; false if the body is to end. */
  public boolean pause(Duration duration) {
    try {
      return !stopping.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException("input: interrupted (expected: never)", e);
    }
  }

  /** Asks the body to end; {@link #join} waits for it. */
  public void stop() {
    stopping.countDown();
  }

  /** Returns when the body has ended. */
  public void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
