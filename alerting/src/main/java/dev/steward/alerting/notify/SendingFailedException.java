package dev.steward.alerting.notify;

/** A notification that its receiver did not take. */
public final class SendingFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean temporary;

  private SendingFailedException(String message, boolean temporary, Throwable cause) {
    super(message, cause);
    this.temporary = temporary;
  }

  private SendingFailedException(String message, boolean temporary) {
    super(message);
    this.temporary = temporary;
  }

  /** Trying again may succeed. */
  public static SendingFailedException temporary(String message) {
    return new SendingFailedException(message, true);
  }

  /** Trying again may succeed. */
  public static SendingFailedException temporary(String message, Throwable cause) {
    return new SendingFailedException(message, true, cause);
  }

  /** Trying again is of no use. */
  public static SendingFailedException permanent(String message) {
    return new SendingFailedException(message, false);
  }

  /** Trying again is of no use. */
  public static SendingFailedException permanent(String message, Throwable cause) {
    return new SendingFailedException(message, false, cause);
  }

  /** Whether trying again may succeed. */
  public boolean isTemporary() {
    return temporary;
  }
}
