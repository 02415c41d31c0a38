package dev.steward.collector.host;

import java.io.IOException;

/**
 * How the kernel's clock is steered, in the units of {@code adjtimex(2)}.
 *
 * @param synchronised whether the clock counts as right
 * @param offset how far it is off, microseconds, or nanoseconds if the status says so
 * @param frequency how its rate is changed, parts per million with a 16-bit fraction
 * @param maxErrorMicros how wrong it may be at most
 * @param estimatedErrorMicros how wrong it is thought to be
 * @param status flags
 * @param constant time constant of the loop
 * @param tickMicros microseconds between two ticks
 * @param ppsFrequency rate of a pulse-per-second signal, as {@code frequency}
 * @param jitter of the signal, as {@code offset}
 * @param shift length of the signal's interval in seconds, as a power of two
 * @param stability of the signal, as {@code frequency}
 * @param jitterCount times that the jitter was too large
 * @param calibrationCount intervals of calibration
 * @param errorCount errors of calibration
 * @param stabilityCount times that the signal was not stable
 * @param taiOffsetSeconds atomic time minus this time
 */
record ClockDiscipline(
    boolean synchronised,
    long offset,
    long frequency,
    long maxErrorMicros,
    long estimatedErrorMicros,
    int status,
    long constant,
    long tickMicros,
    long ppsFrequency,
    long jitter,
    int shift,
    long stability,
    long jitterCount,
    long calibrationCount,
    long errorCount,
    long stabilityCount,
    int taiOffsetSeconds) {
  /** Tells how the clock is steered now. */
  @FunctionalInterface
  interface Source {
    /**
     * Asks the kernel.
     *
     * @throws IOException if it refuses
     */
    ClockDiscipline read() throws IOException;
  }
}
