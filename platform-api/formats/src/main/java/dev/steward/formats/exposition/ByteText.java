package dev.steward.formats.exposition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of an exposition with a position in them, and how its smallest parts are read. */
final class ByteText {
  final byte[] bytes;
  final int end;
  int at;

  private int lineStart;
  private int line = 1;

  ByteText(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
    this.lineStart = from;
  }

  /** The text from a position of this line up to here, for reading it later. */
  ByteText part(int from) {
    ByteText part = new ByteText(bytes, from, at);
    part.line = line;
    part.lineStart = lineStart;
    return part;
  }

  boolean isAtEnd() {
    return at == end;
  }

  boolean is(char expected) {
    return at < end && bytes[at] == expected;
  }

  boolean isLineEnd() {
    return at == end || bytes[at] == '\n' || (bytes[at] == '\r' && isLineFeed(at + 1));
  }

  private boolean isLineFeed(int position) {
    return position == end || bytes[position] == '\n';
  }

  /** Moves behind the line feed, if one is here. */
  void nextLine() {
    if (is('\r')) {
      at++;
    }
    if (is('\n')) {
      at++;
      line++;
      lineStart = at;
    }
  }

  void skipBlanks() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  /** The text up to a blank or the end of the line, which may be empty. */
  String word() {
    int from = at;
    skipWord();
    return text(from, at);
  }

  void skipWord() {
    while (!isLineEnd() && bytes[at] != ' ' && bytes[at] != '\t') {
      at++;
    }
  }

  void skipRestOfLine() {
    while (!isLineEnd()) {
      at++;
    }
  }

  /** A name of letters, digits, underscores and, for metrics, colons. */
  String name(boolean colons) {
    int from = at;
    while (at < end && isNameByte(bytes[at], colons, at > from)) {
      at++;
    }
    if (at == from) {
      throw error("expected a name, found " + found());
    }
    return text(from, at);
  }

  static boolean isNameByte(byte b, boolean colons, boolean digits) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || b == '_'
        || (colons && b == ':')
        || (digits && b >= '0' && b <= '9');
  }

  /** The text between quotes, of which the first is here. */
  String quoted() {
    at++;
    int from = at;
    boolean escaped = false;
    while (at < end && bytes[at] != '"' && bytes[at] != '\n') {
      if (bytes[at] == '\\' && at + 1 < end && bytes[at + 1] != '\n') {
        escaped = true;
        at++;
      }
      at++;
    }
    if (!is('"')) {
      throw error("expected a closing quote");
    }
    String text = text(from, at);
    at++;
    return escaped ? unescape(text) : text;
  }

  /** The rest of the line, where only backslash and line feed are escaped. */
  String helpText() {
    int from = at;
    skipRestOfLine();
    return unescape(text(from, at));
  }

  private static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
      boolean escape = c == '\\' && (next == '\\' || next == '"' || next == 'n');
      plain.append(escape ? (next == 'n' ? '\n' : next) : c);
      i += escape ? 1 : 0;
    }
    return plain.toString();
  }

  private String text(int from, int to) {
    for (int position = from; position < to; position++) {
      if (bytes[position] < 0) {
        return utf8(from, to);
      }
    }
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private String utf8(int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, from, to - from))
          .toString();
    } catch (CharacterCodingException e) {
      throw error("expected UTF-8");
    }
  }

  String found() {
    return isLineEnd() ? "the end of the line" : "'" + (char) (bytes[at] & 0xFF) + "'";
  }

  ExpositionSyntaxException error(String problem) {
    return new ExpositionSyntaxException(line, at - lineStart + 1, problem);
  }
}
