package dev.steward.spi.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error whose message is meant for the user or peer that caused it, with the code of its class.
 */
public class StewardException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /** Makes an error; {@code message} reads {@code name: value (expected: …)} where that fits. */
  public StewardException(ErrorCode code, String message) {
    this(code, message, null);
  }

  /** Makes an error with what caused it. */
  public StewardException(ErrorCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** The class of the error. */
  public final ErrorCode code() {
    return code;
  }
}
