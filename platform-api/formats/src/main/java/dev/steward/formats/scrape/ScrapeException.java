package dev.steward.formats.scrape;

import org.jspecify.annotations.Nullable;

/** Why a scrape as a whole is not taken. */
public final class ScrapeException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes the error. */
  public ScrapeException(String message) {
    this(message, null);
  }

  /** Makes the error with what caused it. */
  public ScrapeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
