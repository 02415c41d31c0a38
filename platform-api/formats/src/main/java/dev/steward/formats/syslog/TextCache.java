package dev.steward.formats.syslog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Short texts seen lately, so that names which stand in every message are made once. A newer text
 * takes the place of an older one with the same slot, so the size is fixed. For one thread.
 */
final class TextCache {
  private static final int SLOTS = 2048;
  private static final int MAX_LENGTH = 64;
  private static final int MAX_NUMBER = 2;

  private final @Nullable String[] slots = new String[SLOTS];

  /** The text of some bytes: UTF-8, or Latin-1 if they are not UTF-8. */
  String text(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return "";
    }
    int hash = 0;
    boolean number = true;
    for (int at = from; at < to; at++) {
      byte b = bytes[at];
      if (b < 0) {
        return decode(bytes, from, length);
      }
      number &= b >= '0' && b <= '9';
      hash = hash * 31 + b;
    }
    // Process ids hardly come again, and would drive out the names that do.
    if (length > MAX_LENGTH || (number && length > MAX_NUMBER)) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
    int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    String known = slots[slot];
    if (known != null && equals(known, bytes, from, length)) {
      return known;
    }
    String made = new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    slots[slot] = made;
    return made;
  }

  private static boolean equals(String text, byte[] bytes, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  static String decode(byte[] bytes, int from, int length) {
    String text = new String(bytes, from, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, from, length, StandardCharsets.ISO_8859_1);
    }
  }
}
