package dev.steward.spi.store;

/** In which order of time entries come. */
public enum Direction {
  /** Oldest first. */
  FORWARD,
  /** Newest first. */
  BACKWARD
}
