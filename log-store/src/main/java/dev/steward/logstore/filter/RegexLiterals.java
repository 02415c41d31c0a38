package dev.steward.logstore.filter;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts that every match of a regular expression holds, read from its source. Where it is not sure
 * it finds fewer: a text that is named here stands in every matching line.
 *
 * <p>It reads plain characters, escaped punctuation, and skips over classes and quantified parts;
 * alternations and groups with flags end its certainty.
 */
final class RegexLiterals {
  private final String source;
  private final List<String> found = new ArrayList<>();
  private final StringBuilder run = new StringBuilder();
  private int at;

  private RegexLiterals(String source) {
    this.source = source;
  }

  /** The texts; none where nothing is certain. */
  static List<String> of(String source) {
    if (source.indexOf('|') >= 0 || source.contains("(?") || source.contains("\\Q")) {
      return List.of();
    }
    return new RegexLiterals(source).read();
  }

  private List<String> read() {
    while (at < source.length()) {
      char c = source.charAt(at);
      switch (c) {
        case '\\' -> readEscape();
        case '[' -> skipClass();
        case '(' -> skipGroup();
        case '.', '^', '$' -> single(1);
        case '*', '+', '?', '{', ')', ']' -> {
          return giveUp();
        }
        default -> readCharacter(c, 1);
      }
    }
    endRun();
    return found;
  }

  /** Something odd: what was found before still holds. */
  private List<String> giveUp() {
    endRun();
    return found;
  }

  private void readCharacter(char c, int length) {
    int next = at + length;
    char quantifier = next < source.length() ? source.charAt(next) : ' ';
    boolean optional = quantifier == '*' || quantifier == '?' || quantifier == '{';
    boolean plain = c >= ' ' && c < 0x7F;
    if (optional || !plain) {
      single(length);
      return;
    }
    run.append(c);
    at = next;
    if (quantifier == '+') {
      endRun();
      skipQuantifier();
    }
  }

  private void readEscape() {
    char c = at + 1 < source.length() ? source.charAt(at + 1) : 'x';
    if (Character.isLetterOrDigit(c)) {
      boolean simpleClass = "dDwWsS".indexOf(c) >= 0;
      boolean boundary = c == 'b' || c == 'B';
      if (simpleClass) {
        single(2);
      } else if (boundary) {
        at += 2;
      } else {
        endRun();
        at = source.length();
      }
    } else {
      readCharacter(c, 2);
    }
  }

  /** One element of unknown text. */
  private void single(int length) {
    endRun();
    at += length;
    skipQuantifier();
  }

  private void skipClass() {
    endRun();
    int end = at + 1;
    if (end < source.length() && source.charAt(end) == '^') {
      end++;
    }
    if (end < source.length() && source.charAt(end) == ']') {
      end++;
    }
    while (end < source.length() && source.charAt(end) != ']') {
      if (source.charAt(end) == '[' || source.charAt(end) == '&') {
        at = source.length();
        return;
      }
      end += source.charAt(end) == '\\' ? 2 : 1;
    }
    at = Math.min(end + 1, source.length());
    skipQuantifier();
  }

  private void skipGroup() {
    endRun();
    int depth = 0;
    for (; at < source.length(); at++) {
      char c = source.charAt(at);
      if (c == '[') {
        // A class may hold parentheses; what follows is left unread.
        at = source.length();
        return;
      }
      at += c == '\\' ? 1 : 0;
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        at++;
        skipQuantifier();
        return;
      }
    }
  }

  private void skipQuantifier() {
    if (at < source.length()) {
      char c = source.charAt(at);
      if (c == '{') {
        int end = source.indexOf('}', at);
        at = end < 0 ? source.length() : end + 1;
      } else if (c == '*' || c == '+' || c == '?') {
        at++;
      }
      if (at < source.length() && (source.charAt(at) == '?' || source.charAt(at) == '+')) {
        at++;
      }
    }
  }

  private void endRun() {
    if (!run.isEmpty()) {
      found.add(run.toString());
      run.setLength(0);
    }
  }
}
