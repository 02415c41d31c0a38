package dev.steward.logstore.template;

/**
 * What a byte is to templates: part of a word, with the kind of word byte that it is, or not. Kinds
 * are bits, so that those of a word's bytes can be joined; a column keeps the kinds of its values.
 */
public final class ByteKind {
  /** Not part of a word. */
  public static final byte OTHER = 0;

  /** 0 to 9. */
  public static final byte DIGIT = 1;

  /** A dot between words of digits that are one word. */
  public static final byte DOT = 64;

  private static final byte LOWER_HEX = 2;
  private static final byte LOWER = 4;
  private static final byte UPPER_HEX = 8;
  private static final byte UPPER = 16;
  private static final byte HIGH = 32;
  private static final byte[] KINDS = new byte[256];

  static {
    for (int b = 0; b < 256; b++) {
      KINDS[b] = kind(b);
    }
  }

  private ByteKind() {}

  private static byte kind(int b) {
    if (b >= 0x80) {
      return HIGH;
    } else if (b >= '0' && b <= '9') {
      return DIGIT;
    } else if (b >= 'a' && b <= 'z') {
      return b <= 'f' ? LOWER_HEX : LOWER;
    } else if (b >= 'A' && b <= 'Z') {
      return b <= 'F' ? UPPER_HEX : UPPER;
    }
    return OTHER;
  }

  /** The kind of a byte; none of a byte that is not part of a word. */
  public static byte of(byte b) {
    return KINDS[b & 0xFF];
  }

  /** Whether a byte belongs to a word. */
  public static boolean isWord(byte b) {
    return KINDS[b & 0xFF] != OTHER;
  }

  /** Whether a byte is an ASCII digit. */
  public static boolean isDigit(byte b) {
    return KINDS[b & 0xFF] == DIGIT;
  }

  /** The kinds of a part of a value. */
  public static byte kinds(byte[] bytes, int from, int to) {
    int kinds = 0;
    for (int at = from; at < to; at++) {
      kinds |= bytes[at] == '.' ? DOT : of(bytes[at]);
    }
    return (byte) kinds;
  }
}
