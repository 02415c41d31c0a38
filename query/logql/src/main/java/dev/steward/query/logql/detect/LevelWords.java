package dev.steward.query.logql.detect;

import dev.steward.spi.model.Line;

/**
 * Finds words for levels in lines, in one pass over the bytes. A word counts in any case where its
 * first occurrence stands alone, with no letter, digit or underscore beside it; of several words
 * the one named first in {@link #WORDS} decides, wherever it stands.
 */
final class LevelWords {
  private static final String[] WORDS = {
    "trace", "debug", "fatal", "critical", "error", "err", "warning", "warn", "info"
  };

  private static final String[] LEVELS = {
    "trace", "debug", "fatal", "critical", "error", "error", "warn", "warn", "info"
  };

  /** For each byte the words that start with it, a bit each. */
  private static final int[] STARTS = starts();

  /** The difference between a letter's two cases. */
  private static final int CASE = 0x20;

  private LevelWords() {}

  private static int[] starts() {
    int[] starts = new int[256];
    for (int i = 0; i < WORDS.length; i++) {
      starts[WORDS[i].charAt(0)] |= 1 << i;
      starts[Character.toUpperCase(WORDS[i].charAt(0))] |= 1 << i;
    }
    return starts;
  }

  /** The level that a line's words tell, or {@code unknown}. */
  static String level(Line line) {
    byte[] bytes = line.array();
    int start = line.offset();
    int end = start + line.length();
    int unseen = (1 << WORDS.length) - 1;
    int alone = 0;
    for (int at = start; at + 2 < end; at++) {
      int candidates = STARTS[bytes[at] & 0xff] & unseen;
      while (candidates != 0) {
        int word = Integer.numberOfTrailingZeros(candidates);
        candidates &= candidates - 1;
        if (occurs(bytes, at, end, WORDS[word])) {
          unseen &= ~(1 << word);
          if (isAlone(bytes, start, at, end, WORDS[word].length())) {
            alone |= 1 << word;
          }
        }
      }
    }
    return alone == 0 ? LevelNames.UNKNOWN : LEVELS[Integer.numberOfTrailingZeros(alone)];
  }

  private static boolean occurs(byte[] bytes, int at, int end, String word) {
    if (at + word.length() > end) {
      return false;
    }
    for (int i = 1; i < word.length(); i++) {
      if ((bytes[at + i] | CASE) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAlone(byte[] bytes, int start, int at, int end, int length) {
    int after = at + length;
    return (at == start || !isWordPart(bytes[at - 1]))
        && (after == end || !isWordPart(bytes[after]));
  }

  /** Bytes beyond ASCII are taken as Latin-1, whatever they are part of. */
  private static boolean isWordPart(byte b) {
    char c = (char) (b & 0xff);
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
