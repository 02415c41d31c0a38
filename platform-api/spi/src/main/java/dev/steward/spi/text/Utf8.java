package dev.steward.spi.text;

import java.util.ArrayList;
import java.util.List;

/** Ranges of characters as ranges of the bytes of their UTF-8, and whether bytes are UTF-8. */
final class Utf8 {
  private static final int[] LENGTH_LIMITS = {0x7F, 0x7FF, 0xFFFF, RuneSet.MAX_RUNE};
  private static final int SURROGATES_FIRST = 0xD800;
  private static final int SURROGATES_LAST = 0xDFFF;
  private static final int CONTINUATION_BITS = 6;

  private Utf8() {}

  /**
   * One sequence of byte ranges for each part of a set whose encodings are all of one shape: first
   * and last of each byte in turn. Surrogates, which UTF-8 does not have, are left out.
   *
   * <p>Source: Ken Thompson's construction, as Russ Cox describes it for RE2.
   */
  static List<int[]> sequences(RuneSet set) {
    List<int[]> sequences = new ArrayList<>();
    for (int i = 0; i < set.rangeCount(); i++) {
      int first = set.first(i);
      int last = set.last(i);
      add(first, Math.min(last, SURROGATES_FIRST - 1), sequences);
      add(Math.max(first, SURROGATES_LAST + 1), last, sequences);
    }
    return sequences;
  }

  private static void add(int first, int last, List<int[]> sequences) {
    if (first > last) {
      return;
    }
    for (int limit : LENGTH_LIMITS) {
      if (first <= limit && limit < last) {
        add(first, limit, sequences);
        add(limit + 1, last, sequences);
        return;
      }
    }
    for (int bits = CONTINUATION_BITS; bits <= 3 * CONTINUATION_BITS && first > 0x7F; bits += 6) {
      int mask = (1 << bits) - 1;
      if ((first & ~mask) != (last & ~mask)) {
        if ((first & mask) != 0) {
          add(first, first | mask, sequences);
          add((first | mask) + 1, last, sequences);
          return;
        }
        if ((last & mask) != mask) {
          add(first, (last & ~mask) - 1, sequences);
          add(last & ~mask, last, sequences);
          return;
        }
      }
    }
    sequences.add(ranges(first, last));
  }

  private static int[] ranges(int first, int last) {
    int length = first <= 0x7F ? 1 : first <= 0x7FF ? 2 : first <= 0xFFFF ? 3 : 4;
    int[] ranges = new int[2 * length];
    for (int i = 0; i < length; i++) {
      ranges[2 * i] = encodedByte(first, i, length);
      ranges[2 * i + 1] = encodedByte(last, i, length);
    }
    return ranges;
  }

  private static int encodedByte(int rune, int index, int length) {
    if (length == 1) {
      return rune;
    }
    int bits = rune >> (CONTINUATION_BITS * (length - 1 - index));
    int lead = 0xF0 << (4 - length) & 0xFF;
    return index == 0 ? lead | bits : 0x80 | (bits & 0x3F);
  }

  /** Whether all bytes are well-formed UTF-8. */
  static boolean isValid(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      byte lead = bytes[at];
      if (lead >= 0) {
        at++;
        continue;
      }
      int length = length(lead);
      if (length == 0 || at + length > to || !isValidSecond(bytes, at, lead & 0xFF)) {
        return false;
      }
      for (int i = 1; i < length; i++) {
        if ((bytes[at + i] & 0xC0) != 0x80) {
          return false;
        }
      }
      at += length;
    }
    return true;
  }

  private static int length(byte lead) {
    int unsigned = lead & 0xFF;
    if (unsigned < 0xC2 || unsigned > 0xF4) {
      return 0;
    }
    return unsigned < 0xE0 ? 2 : unsigned < 0xF0 ? 3 : 4;
  }

  /** Whether the second byte keeps the encoding from being overlong, a surrogate or too large. */
  private static boolean isValidSecond(byte[] bytes, int at, int lead) {
    int second = bytes[at + 1] & 0xFF;
    return switch (lead) {
      case 0xE0 -> second >= 0xA0;
      case 0xED -> second < 0xA0;
      case 0xF0 -> second >= 0x90;
      case 0xF4 -> second < 0x90;
      default -> true;
    };
  }
}
