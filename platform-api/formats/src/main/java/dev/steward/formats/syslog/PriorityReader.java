package dev.steward.formats.syslog;

/**
 * Reads {@code <PRI>} at the start of a message. Leading zeros and spaces within the brackets are
 * tolerated.
 */
final class PriorityReader {
  /** No angle brackets with a number stand there. */
  static final int ABSENT = -1;

  /** There is a number, and it is no priority. */
  static final int INVALID = -2;

  private static final int MAX_PRIORITY = 191;
  private static final int MAX_LENGTH = 12;

  private PriorityReader() {}

  /**
   * Reads at {@link Draft#at}, which moves behind the bracket if there is a number.
   *
   * @return 0 to 191, {@link #ABSENT} or {@link #INVALID}
   */
  static int read(Draft draft) {
    if (!draft.is(draft.at, '<')) {
      return ABSENT;
    }
    int limit = Math.min(draft.end, draft.at + MAX_LENGTH);
    int position = skipSpaces(draft.bytes, draft.at + 1, limit);
    int value = 0;
    int digits = 0;
    while (position < limit && isDigit(draft.bytes[position])) {
      value = Math.min(value * 10 + (draft.bytes[position] - '0'), MAX_PRIORITY + 1);
      position++;
      digits++;
    }
    position = skipSpaces(draft.bytes, position, limit);
    if (digits == 0 || position >= limit || draft.bytes[position] != '>') {
      return ABSENT;
    }
    draft.at = position + 1;
    return value > MAX_PRIORITY ? INVALID : value;
  }

  private static int skipSpaces(byte[] bytes, int from, int limit) {
    int position = from;
    while (position < limit && bytes[position] == ' ') {
      position++;
    }
    return position;
  }

  static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
