package dev.steward.testkit.plugin;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a condition on a host, with a deadline. */
final class Await {

  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private Await() {}

  /**
   * Returns as soon as the condition holds.
   *
   * @param what names the condition in the error
   * @param found says what holds instead
   * @throws AssertionError if it does not hold within the given time
   */
  static void until(
      String what, Duration within, BooleanSupplier condition, Supplier<String> found) {
    long deadline = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "%s: not within %d s; found: %s".formatted(what, within.toSeconds(), found.get()));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
