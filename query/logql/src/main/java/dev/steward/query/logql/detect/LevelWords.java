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

  /** What all names of fields that hold a level have in them: "ev" or, in "lvl", "lv". */
  private static final int NAME = 1 << WORDS.length;

  /** For each byte the words that start with it, a bit each, and higher those it is second in. */
  private static final int[] LETTERS = letters();

  private static final int SECOND = 16;

  /** The difference between a letter's two cases. */
  private static final int CASE = 0x20;

  private LevelWords() {}

  private static int[] letters() {
    int[] letters = new int[256];
    for (int i = 0; i < WORDS.length; i++) {
      add(letters, WORDS[i].charAt(0), 1 << i);
      add(letters, WORDS[i].charAt(1), 1 << i + SECOND);
    }
    add(letters, 'e', NAME);
    add(letters, 'l', NAME);
    add(letters, 'v', NAME << SECOND);
    return letters;
  }

  private static void add(int[] letters, char letter, int bits) {
    letters[letter] |= bits;
    letters[Character.toUpperCase(letter)] |= bits;
  }

  /**
   * What one pass over a line finds.
   *
   * @param level the level that words tell, or {@code unknown}
   * @param name where it first holds what names of level fields have in them; -1 for nowhere
   */
  record Found(String level, int name) {}

  /** The level that a line's words tell, or {@code unknown}. */
  static String level(Line line) {
    return scan(line).level();
  }

  static Found scan(Line line) {
    byte[] bytes = line.array();
    int start = line.offset();
    int end = start + line.length();
    int unseen = NAME | (NAME - 1);
    int alone = 0;
    int name = -1;
    int letter = start < end ? LETTERS[bytes[start] & 0xff] : 0;
    for (int at = start + 1; at < end; at++) {
      int next = LETTERS[bytes[at] & 0xff];
      int candidates = letter & (next >>> SECOND) & unseen;
      letter = next;
      if (candidates != 0) {
        if ((candidates & NAME) != 0) {
          name = at;
          unseen &= ~NAME;
          candidates &= ~NAME;
        }
        for (; candidates != 0; candidates &= candidates - 1) {
          int word = Integer.numberOfTrailingZeros(candidates);
          if (occurs(bytes, at - 1, end, WORDS[word])) {
            unseen &= ~(1 << word);
            if (isAlone(bytes, start, at - 1, end, WORDS[word].length())) {
              alone |= 1 << word;
            }
          }
        }
      }
    }
    return new Found(
        alone == 0 ? LevelNames.UNKNOWN : LEVELS[Integer.numberOfTrailingZeros(alone)], name);
  }

  private static boolean occurs(byte[] bytes, int at, int end, String word) {
    if (at + word.length() > end) {
      return false;
    }
    for (int i = 2; i < word.length(); i++) {
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
