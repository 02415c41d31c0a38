package dev.steward.logstore.template;

import java.util.Arrays;

/**
 * Finds the words of a line. A word is a longest run of ASCII letters, ASCII digits and bytes
 * beyond ASCII; words of digits alone that are joined by single dots, such as addresses and
 * fractions, are one word. A word with a digit varies, every other word and everything between
 * words is constant. For one thread; it holds the words of the last line scanned.
 */
final class LineScanner {
  private int count;
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private byte[] kinds = new byte[64];
  private long skeleton;

  /** Scans a line. Positions are those of the array. */
  void scan(byte[] bytes, int offset, int length) {
    count = 0;
    long hash = length == 0 ? 1 : 2;
    int constantFrom = offset;
    int end = offset + length;
    int at = offset;
    while (at < end) {
      int wordKinds = ByteKind.of(bytes[at]);
      if (wordKinds == ByteKind.OTHER) {
        at++;
        continue;
      }
      int start = at++;
      for (byte kind; at < end && (kind = ByteKind.of(bytes[at])) != ByteKind.OTHER; at++) {
        wordKinds |= kind;
      }
      if (wordKinds == ByteKind.DIGIT && at < end && bytes[at] == '.') {
        int joined = dottedEnd(bytes, at, end);
        wordKinds |= joined > at ? ByteKind.DOT : 0;
        at = joined;
      }
      boolean variable = (wordKinds & ByteKind.DIGIT) != 0;
      add(start, at, (byte) wordKinds);
      if (variable) {
        hash = TextHash.mix(hash + TextHash.of(bytes, constantFrom, start - constantFrom));
        constantFrom = at;
      }
    }
    skeleton = TextHash.mix(hash + TextHash.of(bytes, constantFrom, end - constantFrom));
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

  private void add(int start, int end, byte wordKinds) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
      kinds = Arrays.copyOf(kinds, count * 2);
    }
    starts[count] = start;
    ends[count] = end;
    kinds[count++] = wordKinds;
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
    return (kinds[word] & ByteKind.DIGIT) != 0;
  }

  /** What kinds of bytes a word is made of, as {@link ByteKind} has them. */
  byte kinds(int word) {
    return kinds[word];
  }

  /** A hash of what is constant, and of where it is interrupted by what varies. */
  long skeleton() {
    return skeleton;
  }
}
