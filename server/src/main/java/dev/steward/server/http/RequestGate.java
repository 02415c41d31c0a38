package dev.steward.server.http;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a few requests at once become objects in memory, so that many senders make each other wait
 * and never make memory grow. Fair: who waits longest goes first. Safe for any thread.
 */
public final class RequestGate {
  private final Semaphore places;
  private final Duration patience;

  /**
   * Makes a gate that is open.
   *
   * @param atOnce most requests within at any time
   * @param patience how long one waits at most
   */
  public RequestGate(int atOnce, Duration patience) {
    this.places = new Semaphore(atOnce, true);
    this.patience = patience;
  }

  /**
   * Waits for a place within.
   *
   * @throws StewardException with {@code UNAVAILABLE} if none becomes free for too long, or the
   *     server stops; nothing of the request has been taken then
   */
  public Pass enter() {
    boolean entered;
    try {
      entered = places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StewardException(ErrorCode.UNAVAILABLE, "the server stops; send again", e);
    }
    if (!entered) {
      throw new StewardException(
          ErrorCode.UNAVAILABLE,
          "too many requests at once for " + patience.toSeconds() + " s; send again later");
    }
    return new Pass();
  }

  /** A place within; closing it, once or more, gives it to the next. */
  public final class Pass implements AutoCloseable {
    private final AtomicBoolean within = new AtomicBoolean(true);

    private Pass() {}

    @Override
    public void close() {
      if (within.getAndSet(false)) {
        places.release();
      }
    }
  }
}
