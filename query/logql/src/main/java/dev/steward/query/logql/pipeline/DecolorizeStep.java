package dev.steward.query.logql.pipeline;

import dev.steward.spi.model.Line;

/**
 * Takes terminal sequences out of the line: ESC (or its one-character form, U+009B), any of {@code
 * []()#;?}, and then words with semicolons up to a BEL, or numbers of up to four digits with
 * semicolons up to the letter or digit that ends them.
 */
final class DecolorizeStep implements Step {
  private static final byte ESCAPE = 0x1b;
  private static final byte BELL = 0x07;

  /** The one-character form in UTF-8. */
  private static final byte[] SHORT_ESCAPE = {(byte) 0xc2, (byte) 0x9b};

  private static final String INTRODUCERS = "[]()#;?";
  private static final String FINAL_SYMBOLS = "RZcqry=><~";
  private static final int MAX_DIGITS = 4;

  @Override
  public boolean process(WorkEntry entry) {
    Line line = entry.line();
    if (line.indexOf(new byte[] {ESCAPE}, 0) >= 0 || line.indexOf(SHORT_ESCAPE, 0) >= 0) {
      entry.setLine(without(line));
    }
    return true;
  }

  private static Line without(Line line) {
    byte[] kept = new byte[line.length()];
    int size = 0;
    int at = 0;
    while (at < line.length()) {
      int start = startOfParameters(line, at);
      int end = start > at ? endOfSequence(line, start) : -1;
      if (end > at) {
        at = end;
      } else {
        kept[size++] = line.byteAt(at++);
      }
    }
    return Line.wrap(kept, 0, size);
  }

  /** Where the numbers of a sequence start, or the place itself where no sequence does. */
  private static int startOfParameters(Line line, int from) {
    int at = from;
    if (line.byteAt(at) == ESCAPE) {
      at++;
    } else if (line.byteAt(at) == SHORT_ESCAPE[0]
        && at + 1 < line.length()
        && line.byteAt(at + 1) == SHORT_ESCAPE[1]) {
      at += SHORT_ESCAPE.length;
    } else {
      return from;
    }
    while (at < line.length() && INTRODUCERS.indexOf(line.byteAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  private static int endOfSequence(Line line, int from) {
    int word = from;
    while (word < line.length() && isWordPart(line.byteAt(word))) {
      word++;
    }
    if (word < line.length() && line.byteAt(word) == BELL) {
      return word + 1;
    }
    int at = endOfNumbers(line, from);
    if (at < line.length() && isFinal(line.byteAt(at))) {
      return at + 1;
    }
    // Nothing ends the numbers: their last digit does.
    while (at > from && !isDigit(line.byteAt(at - 1))) {
      at--;
    }
    return at > from ? at : -1;
  }

  private static int endOfNumbers(Line line, int from) {
    int at = endOfDigits(line, from);
    while (at > from && at < line.length() && line.byteAt(at) == ';') {
      at = endOfDigits(line, at + 1);
    }
    return at;
  }

  private static int endOfDigits(Line line, int from) {
    int at = from;
    while (at < line.length() && at - from < MAX_DIGITS && isDigit(line.byteAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isWordPart(byte b) {
    return isDigit(b) || b == ';' || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isFinal(byte b) {
    return isDigit(b)
        || (b >= 'A' && b <= 'P')
        || (b >= 'f' && b <= 'n')
        || b == 't'
        || FINAL_SYMBOLS.indexOf(b) >= 0;
  }
}
