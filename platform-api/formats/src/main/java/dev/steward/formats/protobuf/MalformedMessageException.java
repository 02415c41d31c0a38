package dev.steward.formats.protobuf;

/** Bytes that are not a protobuf message, with the place where that showed. */
public final class MalformedMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Makes the error. */
  public MalformedMessageException(int position, String problem) {
    super("byte " + position + ": " + problem);
  }
}
