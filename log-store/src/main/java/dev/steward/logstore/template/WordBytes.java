package dev.steward.logstore.template;

/** Which bytes the value of a slot is made of (besides dots between digits). */
public final class WordBytes {
  private WordBytes() {}

  /** Whether a byte belongs to a word. */
  public static boolean isWord(byte b) {
    return ByteKind.isWord(b);
  }

  /** Whether a byte is an ASCII digit. */
  public static boolean isDigit(byte b) {
    return ByteKind.isDigit(b);
  }
}
