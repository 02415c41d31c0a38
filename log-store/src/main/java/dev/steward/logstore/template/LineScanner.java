package dev.steward.logstore.template;

import java.util.Arrays;

/**
 * Finds the words of a line. A word is a longest run of ASCII letters, ASCII digits and bytes
 * beyond ASCII; words of digits alone that are joined by single dots, such as addresses and
 * fractions, are one word. A word with a digit varies, every other word and everything between
 * words is constant. For one thread; it holds the words of the last line scanned.
 */
final class LineScanner {
  private static final byte CONSTANT = 0;
  private static final byte MIXED = 1;
  private static final byte DIGITS = 2;
  private static final byte DOTTED = 3;

  private final WordMasks masks = new WordMasks();
  private byte[] bytes = {};
  private int count;
  private int[] starts = new int[64];
  private int[] ends = new int[64];

  /** For each word what it is made of. */
  private byte[] makes = new byte[64];

  private long hash;
  private int constantFrom;

  /** Scans a line. Positions are those of the array. */
  void scan(byte[] array, int offset, int length) {
    bytes = array;
    masks.read(array, offset, length);
    count = 0;
    hash = length == 0 ? 1 : 2;
    constantFrom = offset;
    int end = offset + length;
    long before = 0;
    int start = -1;
    int joined = -1;
    for (int chunk = 0; chunk << 6 <= length; chunk++) {
      long words = masks.words(chunk);
      // A word starts or ends where a bit differs from the one before.
      long edges = words ^ ((words << 1) | before);
      before = words >>> 63;
      for (; edges != 0; edges &= edges - 1) {
        int at = offset + (chunk << 6) + Long.numberOfTrailingZeros(edges);
        if (at <= joined) {
          continue;
        }
        if (start < 0) {
          start = at;
        } else {
          joined = add(start, at, offset, end);
          start = -1;
        }
      }
    }
    hash = TextHash.mix(hash + TextHash.of(bytes, constantFrom, end - constantFrom));
  }

  /** Adds a word, and those that dots join to it; says where it ends. */
  private int add(int start, int wordEnd, int offset, int end) {
    int digits = masks.digits(start - offset, wordEnd - offset);
    int to = wordEnd;
    byte make = digits == 0 ? CONSTANT : MIXED;
    if (digits == wordEnd - start) {
      to = wordEnd < end && bytes[wordEnd] == '.' ? dottedEnd(bytes, wordEnd, end) : wordEnd;
      make = to > wordEnd ? DOTTED : DIGITS;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      makes = Arrays.copyOf(makes, count * 2);
    }
    starts[count] = start;
    ends[count] = to;
    makes[count++] = make;
    if (make != CONSTANT) {
      hash = TextHash.mix(hash + TextHash.of(bytes, constantFrom, start - constantFrom));
      constantFrom = to;
    }
    return to;
  }

  /** Where a word of digits ends once the words of digits that dots join to it are added. */
  private static int dottedEnd(byte[] bytes, int wordEnd, int end) {
    int joined = wordEnd;
    while (joined + 1 < end && bytes[joined] == '.') {
      int next = joined + 1;
      while (next < end && ByteKind.isDigit(bytes[next])) {
        next++;
      }
      if (next == joined + 1 || (next < end && ByteKind.isWord(bytes[next]))) {
        return joined;
      }
      joined = next;
    }
    return joined;
  }

  /** How many words there are. */
  int count() {
    return count;
  }

  int start(int word) {
    return starts[word];
  }

  int end(int word) {
    return ends[word];
  }

  boolean varies(int word) {
    return makes[word] != CONSTANT;
  }

  /** What kinds of bytes a word is made of, as {@link ByteKind} has them. */
  byte kinds(int word) {
    return switch (makes[word]) {
      case DIGITS -> ByteKind.DIGIT;
      case DOTTED -> ByteKind.DIGIT | ByteKind.DOT;
      default -> ByteKind.kinds(bytes, starts[word], ends[word]);
    };
  }

  /** A hash of what is constant, and of where it is interrupted by what varies. */
  long skeleton() {
    return hash;
  }
}
