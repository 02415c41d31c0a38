package dev.steward.logstore.bytes;

import java.io.IOException;

/** Bytes on disk that are not what was written. */
public final class CorruptDataException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Says what is wrong with which bytes. */
  public CorruptDataException(String message) {
    super(message);
  }

  /** Says what is wrong with which bytes, and what noticed it. */
  public CorruptDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
