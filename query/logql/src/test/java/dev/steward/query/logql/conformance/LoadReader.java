package dev.steward.query.logql.conformance;

import dev.steward.query.logql.conformance.Script.ScriptEntry;
import dev.steward.query.logql.text.Durations;
import dev.steward.query.logql.text.GoStrings;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the lines below {@code load}. */
final class LoadReader {
  private static final Pattern TIME = Pattern.compile("\\s*@\\s*(\\S+)\\s*");
  private static final Pattern REPEAT =
      Pattern.compile("\\[\\s*repeat\\s+every\\s+(\\S+)\\s+for\\s+(\\d+)\\s*\\]\\s*");
  private static final Pattern METADATA = Pattern.compile("\\[\\s*metadata\\s+");
  private static final Pattern INDEX = Pattern.compile("\\{\\{\\s*\\.i\\s*\\}\\}");

  private LoadReader() {}

  static Script.Load read(List<String> lines, int from, int to, List<ScriptException> problems) {
    List<ScriptEntry> entries = new ArrayList<>();
    for (int at = from; at < to; at++) {
      String line = lines.get(at).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          addEntries(line, at + 1, entries);
        } catch (ScriptException e) {
          problems.add(e);
        }
      }
    }
    return new Script.Load(entries);
  }

  private static void addEntries(String line, int number, List<ScriptEntry> entries) {
    Scanner scanner = new Scanner(line, number);
    Labels stream = withoutEmpty(scanner.labels());
    // A character a byte: a line may be any bytes.
    final String text = new String(scanner.quotedBytes(), StandardCharsets.ISO_8859_1);
    long start = duration(scanner.match(TIME, "@ TIME").group(1), number);
    long step = 0;
    int count = 1;
    Labels metadata = Labels.EMPTY;
    while (!scanner.isAtEnd()) {
      Matcher repeat = scanner.matchIfAny(REPEAT);
      if (repeat != null) {
        step = duration(repeat.group(1), number);
        count = Integer.parseInt(repeat.group(2));
      } else {
        scanner.match(METADATA, "[repeat …] or [metadata …]");
        metadata = scanner.pairsUpToBracket();
      }
    }
    for (int i = 0; i < count; i++) {
      Line indexed = Line.wrap(indexed(text, i).getBytes(StandardCharsets.ISO_8859_1));
      entries.add(
          new ScriptEntry(indexed(stream, i), indexed, indexed(metadata, i), start + i * step));
    }
  }

  private static String indexed(String text, int index) {
    return INDEX.matcher(text).replaceAll(String.valueOf(index));
  }

  private static Labels indexed(Labels labels, int index) {
    Labels.Builder indexed = Labels.builder();
    labels.forEach((name, value) -> indexed.set(name, indexed(value, index)));
    return indexed.build();
  }

  /** As a store that is pushed to: an empty label is no label. */
  private static Labels withoutEmpty(Labels labels) {
    Labels.Builder kept = Labels.builder();
    labels.forEach((name, value) -> {
      if (!value.isEmpty()) {
        kept.set(name, value);
      }
    });
    return kept.build();
  }

  static long duration(String text, int number) {
    return Durations.parseEither(text)
        .orElseThrow(() ->
            new ScriptException(
                number, String.format(Locale.ROOT, "duration: %s (expected: 30s)", text)));
  }

  /** Reads a line from left to right. */
  static final class Scanner {
    private static final Pattern BLANK = Pattern.compile("\\s*(#.*)?");
    private static final Pattern NAME = Pattern.compile("\\s*,?\\s*([^\\s=,{}\\[\\]]+)\\s*=\\s*");

    private final String line;
    private final int number;
    private int at;

    Scanner(String line, int number) {
      this.line = line;
      this.number = number;
    }

    boolean isAtEnd() {
      return BLANK.matcher(line).region(at, line.length()).matches();
    }

    String rest() {
      return line.substring(at);
    }

    Matcher match(Pattern pattern, String what) {
      Matcher matcher = matchIfAny(pattern);
      if (matcher == null) {
        throw new ScriptException(number, "line: " + rest() + " (expected: " + what + ")");
      }
      return matcher;
    }

    @Nullable Matcher matchIfAny(Pattern pattern) {
      Matcher matcher = pattern.matcher(line).region(at, line.length());
      if (!matcher.lookingAt()) {
        return null;
      }
      at = matcher.end();
      return matcher;
    }

    Labels labels() {
      skip('{');
      Labels labels = pairs();
      skip('}');
      return labels;
    }

    Labels pairsUpToBracket() {
      Labels labels = pairs();
      skip(']');
      return labels;
    }

    private Labels pairs() {
      Labels.Builder labels = Labels.builder();
      for (Matcher name = matchIfAny(NAME); name != null; name = matchIfAny(NAME)) {
        labels.set(unquoted(name.group(1)), quoted());
      }
      return labels.build();
    }

    private static String unquoted(String name) {
      return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
          ? name.substring(1, name.length() - 1)
          : name;
    }

    private void skip(char expected) {
      skipBlanks();
      if (at == line.length() || line.charAt(at) != expected) {
        throw new ScriptException(number, "line: " + rest() + " (expected: " + expected + ")");
      }
      at++;
    }

    private void skipBlanks() {
      while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
        at++;
      }
    }

    /** Text in double quotes with escapes, or in backquotes without. */
    String quoted() {
      return new String(quotedBytes(), StandardCharsets.UTF_8);
    }

    byte[] quotedBytes() {
      skipBlanks();
      char quote = at < line.length() ? line.charAt(at) : ' ';
      if (quote != '"' && quote != '`') {
        throw new ScriptException(number, "line: " + rest() + " (expected: quoted text)");
      }
      int end = at + 1;
      while (end < line.length() && line.charAt(end) != quote) {
        end += quote == '"' && line.charAt(end) == '\\' ? 2 : 1;
      }
      if (end >= line.length()) {
        throw new ScriptException(number, "line: " + rest() + " (expected: a closing quote)");
      }
      String inside = line.substring(at + 1, end);
      at = end + 1;
      return quote == '`' ? inside.getBytes(StandardCharsets.UTF_8) : unescaped(inside);
    }

    private byte[] unescaped(String text) {
      try {
        return GoStrings.unescapedBytes(text);
      } catch (IllegalArgumentException e) {
        throw new ScriptException(number, "text: " + text + " (expected: Go's escapes)");
      }
    }
  }
}
