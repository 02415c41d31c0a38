package dev.steward.formats.otlp;

/** A request that cannot be read. */
public final class MalformedOtlpException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedOtlpException(String message, Throwable cause) {
    super(message, cause);
  }

  MalformedOtlpException(String message) {
    super(message);
  }
}
