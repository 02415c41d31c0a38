package dev.steward.spi.text;

import dev.steward.spi.text.RegexNode.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression of RE2's syntax, as Go's {@code regexp} has it. For one use.
 *
 * <p>Source: the RE2 syntax page; the words of errors are those that Go's users know.
 */
final class RegexParser {
  private static final int MAX_REPEAT = 1000;
  private static final int MAX_DEPTH = 500;

  private final String source;
  private final ClassReader reader;
  private final Map<String, Integer> groups = new LinkedHashMap<>();
  private int groupCount;
  private int depth;

  /** Where the last repetition operator starts, for errors; -1 if something else came after it. */
  private int lastOperator = -1;

  private Flags flags;

  private record Flags(boolean fold, boolean lines, boolean dotAll, boolean lazy) {}

  /** Reads with or without a dot that matches line feeds from the start. */
  RegexParser(String source, boolean dotAll) {
    this.source = source;
    this.reader = new ClassReader(source);
    this.flags = new Flags(false, false, dotAll, false);
  }

  /**
   * Reads the whole expression.
   *
   * @throws RegexSyntaxException if it is not well-formed
   */
  RegexNode parse() {
    RegexNode node = choice();
    if (!reader.isAtEnd()) {
      throw new RegexSyntaxException(source, "unexpected )", reader.at);
    }
    return node;
  }

  /**
   * Numbers of the named groups, in the order in which they stand; of a name used twice, the first.
   */
  Map<String, Integer> groups() {
    return groups;
  }

  /** How many groups there are. */
  int groupCount() {
    return groupCount;
  }

  private RegexNode choice() {
    if (++depth > MAX_DEPTH) {
      throw new RegexSyntaxException(source, "expression nests too deeply", reader.at);
    }
    List<RegexNode> options = new ArrayList<>();
    options.add(sequence());
    while (reader.startsWith("|")) {
      reader.at++;
      options.add(sequence());
    }
    depth--;
    return options.size() == 1 ? options.getFirst() : new RegexNode.Choice(options);
  }

  private RegexNode sequence() {
    List<RegexNode> parts = new ArrayList<>();
    lastOperator = -1;
    while (!reader.isAtEnd() && reader.peek() != '|' && reader.peek() != ')') {
      int before = parts.size();
      int start = reader.at;
      if (isRepeat()) {
        repeat(parts);
        lastOperator = start;
      } else {
        part(parts);
        lastOperator = parts.size() == before ? lastOperator : -1;
      }
    }
    return parts.size() == 1 ? parts.getFirst() : new RegexNode.Sequence(parts);
  }

  private void part(List<RegexNode> parts) {
    switch (reader.peek()) {
      case '(' -> group(parts);
      case '[' -> parts.add(new RegexNode.Any(reader.bracket(flags.fold())));
      case '.' -> {
        reader.at++;
        parts.add(new RegexNode.Any(flags.dotAll() ? RuneSet.ALL : RuneSet.ALL_BUT_LINE_FEED));
      }
      case '^' -> {
        reader.at++;
        parts.add(flags.lines() ? Place.LINE_START : Place.TEXT_START);
      }
      case '$' -> {
        reader.at++;
        parts.add(flags.lines() ? Place.LINE_END : Place.TEXT_END);
      }
      case '\\' -> escape(parts);
      default -> parts.add(rune(reader.next()));
    }
  }

  private RegexNode rune(int rune) {
    RuneSet set = RuneSet.of(rune, rune);
    return new RegexNode.Any(flags.fold() ? set.folded() : set);
  }

  private void escape(List<RegexNode> parts) {
    if (reader.startsWith("\\Q")) {
      int end = source.indexOf("\\E", reader.at + 2);
      int to = end < 0 ? source.length() : end;
      source.substring(reader.at + 2, to).codePoints().forEach(rune -> parts.add(rune(rune)));
      reader.at = end < 0 ? to : end + 2;
      return;
    }
    char kind = reader.at + 1 < source.length() ? source.charAt(reader.at + 1) : 0;
    switch (kind) {
      case 'A' -> place(parts, Place.TEXT_START);
      case 'z' -> place(parts, Place.TEXT_END);
      case 'b' -> place(parts, Place.WORD_BOUNDARY);
      case 'B' -> place(parts, Place.NO_WORD_BOUNDARY);
      case 'C' -> throw reader.error("invalid escape sequence", reader.at, reader.at + 2);
      default -> {
        RuneSet named = reader.namedEscape(flags.fold());
        parts.add(named != null ? new RegexNode.Any(named) : rune(reader.escapedRune()));
      }
    }
  }

  private void place(List<RegexNode> parts, Place place) {
    reader.at += 2;
    parts.add(place);
  }

  private void group(List<RegexNode> parts) {
    int start = reader.at;
    Flags outer = flags;
    String name = null;
    boolean captures = true;
    if (reader.startsWith("(?P<") || (reader.startsWith("(?<") && !isLookBehind())) {
      name = groupName(start);
    } else if (reader.startsWith("(?")) {
      captures = false;
      if (!flags(start)) {
        return;
      }
    } else {
      reader.at++;
    }
    int number = captures ? ++groupCount : 0;
    if (name != null) {
      groups.putIfAbsent(name, number);
    }
    RegexNode inner = choice();
    if (reader.isAtEnd()) {
      throw new RegexSyntaxException(source, "missing closing )", start);
    }
    reader.at++;
    flags = outer;
    parts.add(captures ? new RegexNode.Group(inner, number, name) : inner);
  }

  private boolean isLookBehind() {
    return reader.startsWith("(?<=") || reader.startsWith("(?<!");
  }

  private String groupName(int start) {
    int from = source.indexOf('<', start) + 1;
    int end = source.indexOf('>', from);
    if (end < 0) {
      throw reader.error("invalid named capture", start, source.length());
    }
    String name = source.substring(from, end);
    if (name.isEmpty() || !name.chars().allMatch(ClassReader::isWordRune)) {
      throw reader.error("invalid named capture", start, end + 1);
    }
    reader.at = end + 1;
    return name;
  }

  /** Reads {@code (?flags)} or {@code (?flags:}; says whether a group follows. */
  private boolean flags(int start) {
    reader.at += 2;
    boolean on = true;
    boolean any = false;
    Flags now = flags;
    while (!reader.isAtEnd()) {
      int c = reader.next();
      switch (c) {
        case 'i' -> now = new Flags(on, now.lines(), now.dotAll(), now.lazy());
        case 'm' -> now = new Flags(now.fold(), on, now.dotAll(), now.lazy());
        case 's' -> now = new Flags(now.fold(), now.lines(), on, now.lazy());
        case 'U' -> now = new Flags(now.fold(), now.lines(), now.dotAll(), on);
        case '-' -> {
          if (!on) {
            throw reader.error("invalid or unsupported Perl syntax", start, reader.at);
          }
          on = false;
          any = false;
          continue;
        }
        case ':', ')' -> {
          if (!on && !any) {
            throw reader.error("invalid or unsupported Perl syntax", start, reader.at);
          }
          flags = now;
          return c == ':';
        }
        default -> throw reader.error("invalid or unsupported Perl syntax", start, reader.at);
      }
      any = true;
    }
    throw new RegexSyntaxException(source, "missing closing )", start);
  }

  private boolean isRepeat() {
    int c = reader.peek();
    return c == '*' || c == '+' || c == '?' || (c == '{' && braces() != null);
  }

  /** The least and most of {@code {2,5}} here; null if the brace is only a brace. */
  private int @Nullable [] braces() {
    int end = source.indexOf('}', reader.at);
    String inside = end < 0 ? "" : source.substring(reader.at + 1, end);
    if (!inside.matches("\\d{1,9}(,\\d{0,9})?")) {
      return null;
    }
    int comma = inside.indexOf(',');
    int min = Integer.parseInt(comma < 0 ? inside : inside.substring(0, comma));
    int max =
        comma < 0
            ? min
            : comma + 1 == inside.length()
                ? RegexNode.Repeat.UNLIMITED
                : Integer.parseInt(inside.substring(comma + 1));
    return new int[] {min, max, end + 1};
  }

  private void repeat(List<RegexNode> parts) {
    int start = reader.at;
    int min = reader.peek() == '+' ? 1 : 0;
    int max = reader.peek() == '?' ? 1 : RegexNode.Repeat.UNLIMITED;
    int[] braces = reader.peek() == '{' ? braces() : null;
    if (braces != null) {
      min = braces[0];
      max = braces[1];
      reader.at = braces[2];
      if (min > MAX_REPEAT || max > MAX_REPEAT || (max >= 0 && min > max)) {
        throw reader.error("invalid repeat count", start, reader.at);
      }
    } else {
      reader.at++;
    }
    boolean lazy = reader.startsWith("?");
    reader.at += lazy ? 1 : 0;
    if (parts.isEmpty()) {
      throw reader.error("missing argument to repetition operator", start, reader.at);
    }
    if (lastOperator >= 0) {
      throw reader.error("invalid nested repetition operator", lastOperator, reader.at);
    }
    RegexNode repeated = new RegexNode.Repeat(parts.removeLast(), min, max, lazy == flags.lazy());
    if (braces != null && !RepeatLimit.allows(repeated, MAX_REPEAT)) {
      throw reader.error("invalid repeat count", start, reader.at);
    }
    parts.add(repeated);
  }
}
