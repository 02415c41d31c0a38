package dev.steward.metricstore.codec;

/** Bytes that were read are not what was once written. */
public final class CorruptDataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong. */
  public CorruptDataException(String message) {
    super(message);
  }
}
