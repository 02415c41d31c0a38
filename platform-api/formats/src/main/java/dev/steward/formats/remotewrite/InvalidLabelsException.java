package dev.steward.formats.remotewrite;

import org.jspecify.annotations.Nullable;

/** Labels that name no series, or none that anybody should keep. */
public final class InvalidLabelsException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidLabelsException(String message) {
    this(message, null);
  }

  InvalidLabelsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
