package dev.steward.server.http;

import java.io.IOException;

/** A request body, compressed or not, that is larger than the server takes. */
public final class BodyTooLargeException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Makes the error; {@code limit} is the most bytes that are taken. */
  public BodyTooLargeException(int limit) {
    super("body: larger than " + limit + " bytes");
  }
}
