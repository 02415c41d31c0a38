package dev.steward.metricstore.block;

import dev.steward.metricstore.codec.CorruptDataException;

/** How densely a block keeps its series: every sample, or one point for each span of time. */
public enum Level {
  /** Every sample. */
  RAW(0),
  /** Points of five minutes. */
  FINE(5 * 60_000L),
  /** Points of an hour. */
  COARSE(60 * 60_000L);

  private final long spanMillis;

  Level(long spanMillis) {
    this.spanMillis = spanMillis;
  }

  /**
   * Length of the span that a point stands for, from after a multiple of it up to the next one; 0
   * for raw samples.
   */
  public long spanMillis() {
    return spanMillis;
  }

  /** The name as durations are written, for people. */
  public String word() {
    return switch (this) {
      case RAW -> "raw";
      case FINE -> "5m";
      case COARSE -> "1h";
    };
  }

  /** Whether no window that starts and ends at multiples of a length cuts a span. */
  public boolean suits(long alignmentMillis) {
    return this == RAW || (alignmentMillis > 0 && alignmentMillis % spanMillis == 0);
  }

  /** End of the span that a moment lies in. */
  public long spanEnd(long timestampMillis) {
    return -Math.floorDiv(-timestampMillis, spanMillis) * spanMillis;
  }

  /**
   * The level that a file names by its ordinal.
   *
   * @throws CorruptDataException if there is none
   */
  public static Level of(int code) {
    if (code < 0 || code >= values().length) {
      throw new CorruptDataException("block of unknown level " + code);
    }
    return values()[code];
  }
}
