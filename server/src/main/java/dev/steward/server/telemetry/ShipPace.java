package dev.steward.server.telemetry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * When sessions write: at once, but each at most once in a while, so that a queue which catches up
 * is stored in groups. What a batch costs besides its samples (a commit, an acknowledgement, a
 * thread) is then paid once for several; an agent that sends now and then waits for nothing. Safe
 * for any thread.
 */
final class ShipPace implements AutoCloseable {
  private final Clock clock;
  private final long pauseMillis;
  private final ScheduledExecutorService timer;

  /**
   * A pace.
   *
   * @param pause from the start of one group to the next of the same session
   * @param timer starts what waited; never works itself
   */
  ShipPace(Clock clock, Duration pause, ScheduledExecutorService timer) {
    this.clock = clock;
    this.pauseMillis = pause.toMillis();
    this.timer = timer;
  }

  /** A timer on a thread of its own. */
  static ScheduledExecutorService timer() {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().name("telemetry-pace").daemon().factory());
  }

  /** What its clock says. */
  Instant now() {
    return clock.instant();
  }

  /** The same, milliseconds since the Unix epoch. */
  long nowMillis() {
    return clock.millis();
  }

  /**
   * How long a session that last wrote at a moment waits, milliseconds. A clock that jumped back is
   * no reason to wait.
   */
  long waitMillis(long lastWriteMillis) {
    long since = clock.millis() - lastWriteMillis;
    return since < 0 || since >= pauseMillis ? 0 : pauseMillis - since;
  }

  /** Runs work, which may wait, on a thread of its own after a while. */
  Future<?> after(long millis, Runnable work) {
    if (millis == 0) {
      Thread.startVirtualThread(work);
      return CompletableFuture.completedFuture(null);
    }
    return timer.schedule(() -> Thread.startVirtualThread(work), millis, TimeUnit.MILLISECONDS);
  }

  /** Ends the timer: what has not started does not start. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
