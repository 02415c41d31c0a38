package dev.steward.logstore.template;

/** What a byte is to templates: a word's letter, a word's digit, or neither. */
final class ByteKind {
  static final byte OTHER = 0;
  static final byte LETTER = 1;
  static final byte DIGIT = 2;

  private static final byte[] KINDS = new byte[256];

  static {
    for (int b = 0; b < 256; b++) {
      boolean letter = b >= 0x80 || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
      KINDS[b] = letter ? LETTER : b >= '0' && b <= '9' ? DIGIT : OTHER;
    }
  }

  private ByteKind() {}

  static byte of(byte b) {
    return KINDS[b & 0xFF];
  }

  static boolean isWord(byte b) {
    return KINDS[b & 0xFF] != OTHER;
  }

  static boolean isDigit(byte b) {
    return KINDS[b & 0xFF] == DIGIT;
  }
}
