package dev.steward.collector.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How the bytes of a log file are text. Lines are handed on in UTF-8. */
enum FileEncoding {
  /** UTF-8, and whatever else has ASCII's line feed: the bytes stay as they are. */
  UTF_8(StandardCharsets.UTF_8, 1, 0),
  /** ISO 8859-1, a byte a character. */
  LATIN_1(StandardCharsets.ISO_8859_1, 1, 0),
  /** UTF-16, the low byte first, as Windows writes it. */
  UTF_16LE(StandardCharsets.UTF_16LE, 2, 0),
  /** UTF-16, the high byte first. */
  UTF_16BE(StandardCharsets.UTF_16BE, 2, 1);

  private static final int MARK_BYTES = 3;

  private final Charset charset;
  private final int unitBytes;
  private final int lowByte;

  FileEncoding(Charset charset, int unitBytes, int lowByte) {
    this.charset = charset;
    this.unitBytes = unitBytes;
    this.lowByte = lowByte;
  }

  /**
   * The encoding of a name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static FileEncoding named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "utf-8" -> UTF_8;
      case "latin1", "iso-8859-1" -> LATIN_1;
      case "utf-16le" -> UTF_16LE;
      case "utf-16be" -> UTF_16BE;
      default ->
          throw new IllegalArgumentException(
              "encoding: " + name + " (expected: auto, utf-8, latin1, utf-16le or utf-16be)");
    };
  }

  /** The encoding that a file's byte order mark names; UTF-8 where it has none. */
  static FileEncoding marked(FileChannel channel) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(MARK_BYTES);
    int count = channel.read(start, 0);
    if (count >= 2 && start.getShort(0) == (short) 0xFFFE) {
      return UTF_16LE;
    }
    return count >= 2 && start.getShort(0) == (short) 0xFEFF ? UTF_16BE : UTF_8;
  }

  /** How many bytes at the start of a text are its byte order mark. */
  int markLength(byte[] bytes, int length) {
    byte[] mark = "\uFEFF".getBytes(charset);
    if (this == LATIN_1 || length < mark.length) {
      return 0;
    }
    for (int i = 0; i < mark.length; i++) {
      if (bytes[i] != mark[i]) {
        return 0;
      }
    }
    return mark.length;
  }

  /** How many of so many bytes are whole units. */
  int whole(int bytes) {
    return bytes - bytes % unitBytes;
  }

  /** Whether the bytes are UTF-8 already. */
  boolean isPlain() {
    return this == UTF_8;
  }

  /** Where the next line starts; -1 if no line ends before {@code to}. */
  int lineEnd(byte[] bytes, int from, int to) {
    if (unitBytes == 1) {
      for (int i = from; i < to; i++) {
        if (bytes[i] == '\n') {
          return i + 1;
        }
      }
      return -1;
    }
    for (int i = from; i + 1 < to; i += 2) {
      if (bytes[i + lowByte] == '\n' && bytes[i + 1 - lowByte] == 0) {
        return i + 2;
      }
    }
    return -1;
  }

  /** Where the last whole line ends; 0 if there is none. */
  int lastLineEnd(byte[] bytes, int length) {
    for (int end = length - length % unitBytes; end > 0; end -= unitBytes) {
      if (isLineFeed(bytes, end - unitBytes)) {
        return end;
      }
    }
    return 0;
  }

  private boolean isLineFeed(byte[] bytes, int at) {
    return unitBytes == 1
        ? bytes[at] == '\n'
        : bytes[at + lowByte] == '\n' && bytes[at + 1 - lowByte] == 0;
  }

  /** How long a line is without its line feed and a carriage return before that. */
  int withoutEnd(byte[] bytes, int from, int to) {
    int end = to;
    for (char ending : new char[] {'\n', '\r'}) {
      int at = end - unitBytes;
      boolean found =
          at >= from
              && (unitBytes == 1
                  ? bytes[at] == ending
                  : bytes[at + lowByte] == ending && bytes[at + 1 - lowByte] == 0);
      end = found ? at : end;
    }
    return end - from;
  }

  /** A text in UTF-8. */
  byte[] toUtf8(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, charset).getBytes(StandardCharsets.UTF_8);
  }

  /** A text. */
  String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, charset);
  }
}
