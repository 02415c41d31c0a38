package dev.steward.server;

import org.jspecify.annotations.Nullable;

/** Why a server did not start, in words for the operator. */
public final class StartupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartupException(@Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
