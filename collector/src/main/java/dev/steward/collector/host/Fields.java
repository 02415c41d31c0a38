package dev.steward.collector.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A file of lines of fields with blanks between them, as /proc has them, read from front to back.
 * For one thread.
 */
public final class Fields {
  Fields() {}

  private byte[] bytes = new byte[0];
  private int end;

  /** The next byte to read. */
  private int at;

  /** After the last byte of the line, without its line feed. */
  private int lineEnd;

  private int lineNumber;

  /** Starts with the first line of other bytes. */
  Fields over(byte[] content, int length) {
    bytes = content;
    end = length;
    at = 0;
    lineNumber = 1;
    findLineEnd();
    return this;
  }

  private void findLineEnd() {
    lineEnd = at;
    while (lineEnd < end && bytes[lineEnd] != '\n') {
      lineEnd++;
    }
  }

  /** Whether there is nothing but the end of the last line. */
  public boolean isAtEnd() {
    return at >= end;
  }

  /** Moves to the start of the next line; false if there is none. */
  public boolean nextLine() {
    if (lineEnd + 1 >= end) {
      at = end;
      lineEnd = end;
      return false;
    }
    at = lineEnd + 1;
    lineNumber++;
    findLineEnd();
    return true;
  }

  /** Whether there is another field in the line. */
  public boolean hasNext() {
    skipBlanks();
    return at < lineEnd;
  }

  /** Whether the rest of the line starts with a text, from the current position on. */
  public boolean startsWith(String text) {
    if (at + text.length() > lineEnd) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Moves over a text that {@link #startsWith} found. */
  void skip(String text) {
    at += text.length();
  }

  /** The byte at the current position; 0 at the end of the line. */
  byte peek() {
    return at < lineEnd ? bytes[at] : 0;
  }

  private void skipBlanks() {
    while (at < lineEnd && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  /** Moves behind the last occurrence of a byte in the line, if there is one. */
  void skipPastLast(char last) {
    for (int position = lineEnd - 1; position >= at; position--) {
      if (bytes[position] == last) {
        at = position + 1;
        return;
      }
    }
  }

  /**
   * The text from the first occurrence of one byte in the rest of the line to the last occurrence
   * of another, without both; the line goes on behind it. Empty where there is none.
   */
  String between(char first, char last) {
    int from = at;
    while (from < lineEnd && bytes[from] != first) {
      from++;
    }
    skipPastLast(last);
    return from < at - 1 ? text(from + 1, at - 1) : "";
  }

  /** Moves over a number of fields. */
  public void skipFields(int count) {
    for (int i = 0; i < count; i++) {
      skipBlanks();
      skipWord();
    }
  }

  private void skipWord() {
    while (at < lineEnd && bytes[at] != ' ' && bytes[at] != '\t') {
      at++;
    }
  }

  /** The next field; empty at the end of the line. */
  public String word() {
    skipBlanks();
    int from = at;
    skipWord();
    return text(from, at);
  }

  /** The next field up to a byte, which is skipped; the whole field if the byte is not in it. */
  public String wordUntil(char stop) {
    skipBlanks();
    int from = at;
    while (at < lineEnd && bytes[at] != stop && bytes[at] != ' ' && bytes[at] != '\t') {
      at++;
    }
    String word = text(from, at);
    at += at < lineEnd && bytes[at] == stop ? 1 : 0;
    return word;
  }

  /** The rest of the line. */
  public String line() {
    String line = text(at, lineEnd);
    at = lineEnd;
    return line;
  }

  private String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** Whether the next field starts like a decimal number. */
  public boolean isNumber() {
    skipBlanks();
    int position = at < lineEnd && (bytes[at] == '-' || bytes[at] == '+') ? at + 1 : at;
    return position < lineEnd && bytes[position] >= '0' && bytes[position] <= '9';
  }

  /**
   * The next field as a whole number; of more than 64 bits, what remains of it, as a C reader has
   * it.
   *
   * @throws IOException naming the line and the field if it is none
   */
  public long number() throws IOException {
    skipBlanks();
    int from = at;
    boolean negative = at < lineEnd && bytes[at] == '-';
    at += negative ? 1 : 0;
    int digits = at;
    long value = 0;
    while (at < lineEnd && bytes[at] >= '0' && bytes[at] <= '9') {
      value = value * 10 + (bytes[at] - '0');
      at++;
    }
    if (at == digits) {
      throw unexpected(from, "a number");
    }
    return negative ? -value : value;
  }

  /** The next field as a number of base 16. */
  long hex() throws IOException {
    skipBlanks();
    int from = at;
    long value = 0;
    while (at < lineEnd && Character.digit(bytes[at], 16) >= 0) {
      value = value << 4 | Character.digit(bytes[at], 16);
      at++;
    }
    if (at == from) {
      throw unexpected(from, "a hexadecimal number");
    }
    return value;
  }

  /** The next field as a number, perhaps with a fraction. */
  public double decimal() throws IOException {
    skipBlanks();
    int from = at;
    long whole = number();
    if (at < lineEnd && bytes[at] == '.') {
      at++;
      double scale = 1;
      long digits = 0;
      int count = 0;
      while (at < lineEnd && bytes[at] >= '0' && bytes[at] <= '9') {
        if (count < 15) {
          digits = digits * 10 + (bytes[at] - '0');
          scale *= 10;
          count++;
        }
        at++;
      }
      double fraction = digits / scale;
      return bytes[from] == '-' ? whole - fraction : whole + fraction;
    }
    return whole;
  }

  /** What stands at a position where something else should. */
  private IOException unexpected(int from, String expected) {
    int to = from;
    while (to < lineEnd && bytes[to] != ' ' && to - from < 40) {
      to++;
    }
    return new IOException(
        "line "
            + lineNumber
            + ": "
            + (to == from ? "nothing" : text(from, to))
            + " (expected: "
            + expected
            + ")");
  }
}
