package dev.steward.server;

import org.jspecify.annotations.Nullable;

/** Why a server did not start, in words for the operator. */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the error. */
  public StartupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
