package dev.steward.spi.text;

import org.jspecify.annotations.Nullable;

/** Reads escapes and character classes at a position of an expression. For one thread. */
final class ClassReader {
  private final String source;
  int at;

  ClassReader(String source) {
    this.source = source;
  }

  boolean isAtEnd() {
    return at >= source.length();
  }

  boolean startsWith(String text) {
    return source.startsWith(text, at);
  }

  int peek() {
    return source.codePointAt(at);
  }

  int next() {
    int rune = source.codePointAt(at);
    at += Character.charCount(rune);
    return rune;
  }

  /** Reads {@code [...]}. */
  RuneSet bracket(boolean fold) {
    int start = at;
    at++;
    boolean negated = startsWith("^");
    at += negated ? 1 : 0;
    RuneSet.Builder members = new RuneSet.Builder();
    boolean first = true;
    while (isAtEnd() || peek() != ']' || first) {
      if (isAtEnd()) {
        throw error("missing closing ]", start, source.length());
      }
      first = false;
      RuneSet named = namedMember(fold);
      members.add(named != null ? named : range(start, fold));
    }
    at++;
    RuneSet set = members.build();
    return negated ? set.negated() : set;
  }

  private @Nullable RuneSet namedMember(boolean fold) {
    if (startsWith("[:")) {
      int end = source.indexOf(":]", at + 2);
      if (end >= 0) {
        boolean negated = source.startsWith("^", at + 2);
        RuneSet set = NamedSets.posix(source.substring(at + (negated ? 3 : 2), end));
        if (set == null) {
          throw error("invalid character class range", at, end + 2);
        }
        at = end + 2;
        return finish(set, negated, fold);
      }
    }
    return startsWith("\\") ? namedEscape(fold) : null;
  }

  /** Reads {@code \d}, {@code \pL} and their like; null if another escape is here. */
  @Nullable RuneSet namedEscape(boolean fold) {
    if (at + 1 >= source.length()) {
      return null;
    }
    char kind = source.charAt(at + 1);
    RuneSet set =
        switch (kind) {
          case 'd', 'D' -> NamedSets.DIGIT;
          case 's', 'S' -> NamedSets.SPACE;
          case 'w', 'W' -> NamedSets.WORD;
          default -> null;
        };
    if (set != null) {
      at += 2;
      return finish(set, Character.isUpperCase(kind), fold);
    }
    return kind == 'p' || kind == 'P' ? property(fold) : null;
  }

  private RuneSet property(boolean fold) {
    int start = at;
    boolean negated = source.charAt(at + 1) == 'P';
    at += 2;
    if (isAtEnd()) {
      throw error("invalid character class range", start, source.length());
    }
    String name;
    if (peek() == '{') {
      int end = source.indexOf('}', at);
      if (end < 0) {
        throw error("invalid character class range", start, source.length());
      }
      name = source.substring(at + 1, end);
      at = end + 1;
    } else {
      name = Character.toString(next());
    }
    if (name.startsWith("^")) {
      negated = !negated;
      name = name.substring(1);
    }
    RuneSet set = NamedSets.unicode(name);
    if (set == null) {
      throw error("invalid character class range", start, at);
    }
    return finish(set, negated, fold);
  }

  private static RuneSet finish(RuneSet set, boolean negated, boolean fold) {
    RuneSet folded = fold ? set.folded() : set;
    return negated ? folded.negated() : folded;
  }

  private RuneSet range(int classStart, boolean fold) {
    int start = at;
    int first = member(classStart);
    int last = first;
    if (startsWith("-") && at + 1 < source.length() && source.charAt(at + 1) != ']') {
      at++;
      last = member(classStart);
      if (last < first) {
        throw error("invalid character class range", start, at);
      }
    }
    RuneSet set = RuneSet.of(first, last);
    return fold ? set.folded() : set;
  }

  private int member(int classStart) {
    if (isAtEnd()) {
      throw error("missing closing ]", classStart, source.length());
    }
    return peek() == '\\' ? escapedRune() : next();
  }

  /** Reads an escape that stands for one character. */
  int escapedRune() {
    int start = at;
    at++;
    if (isAtEnd()) {
      throw new RegexSyntaxException("", "trailing backslash at end of expression", start);
    }
    int rune = next();
    switch (rune) {
      case 'a' -> {
        return 0x07;
      }
      case 'f' -> {
        return '\f';
      }
      case 'n' -> {
        return '\n';
      }
      case 'r' -> {
        return '\r';
      }
      case 't' -> {
        return '\t';
      }
      case 'v' -> {
        return 0x0B;
      }
      case 'x' -> {
        return hex(start);
      }
      case '0' -> {
        return octal(start);
      }
      default -> {
        if (rune >= '1' && rune <= '7' && !isAtEnd() && peek() >= '0' && peek() <= '7') {
          return octal(start);
        }
        if (rune < 0x80 && (rune == '_' || !isWordRune(rune))) {
          return rune;
        }
        throw error("invalid escape sequence", start, at);
      }
    }
  }

  private int octal(int start) {
    at = start + 1;
    int value = 0;
    for (int digits = 0; digits < 3 && !isAtEnd() && peek() >= '0' && peek() <= '7'; digits++) {
      value = value * 8 + next() - '0';
    }
    return value;
  }

  private int hex(int start) {
    if (isAtEnd()) {
      throw error("invalid escape sequence", start, at);
    }
    boolean braces = peek() == '{';
    at += braces ? 1 : 0;
    int value = 0;
    int digits = 0;
    while (!isAtEnd() && (braces || digits < 2) && Character.digit(peek(), 16) >= 0) {
      if (peek() >= 0x80) {
        break;
      }
      value = value * 16 + Character.digit(next(), 16);
      digits++;
      if (value > RuneSet.MAX_RUNE) {
        throw error("invalid escape sequence", start, at);
      }
    }
    boolean closed = !braces || startsWith("}");
    if (digits == 0 || (!braces && digits < 2) || !closed) {
      throw error("invalid escape sequence", start, Math.min(source.length(), at + 1));
    }
    at += braces ? 1 : 0;
    return value;
  }

  static boolean isWordRune(int rune) {
    return NamedSets.WORD.contains(rune);
  }

  RegexSyntaxException error(String problem, int from, int to) {
    return new RegexSyntaxException(source.substring(from, to), problem, from);
  }
}
