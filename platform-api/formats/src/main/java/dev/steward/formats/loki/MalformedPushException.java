package dev.steward.formats.loki;

/** A push body that cannot be read. */
public final class MalformedPushException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes the error; the message says what is wrong and where. */
  public MalformedPushException(String message) {
    super(message);
  }

  /** Makes the error with what caused it. */
  public MalformedPushException(String message, Throwable cause) {
    super(message, cause);
  }
}
