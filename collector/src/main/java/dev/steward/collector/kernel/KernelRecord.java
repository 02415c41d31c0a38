package dev.steward.collector.kernel;

import dev.steward.spi.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record of the kernel's log: {@code PRIORITY,SEQUENCE,MICROS,FLAGS;TEXT}, then lines of {@code
 * KEY=VALUE} that are indented by a space. Unprintable bytes come as {@code \xHH}.
 *
 * <p>Source: the kernel's {@code Documentation/ABI/testing/dev-kmsg}.
 *
 * @param priority facility and severity
 * @param sequence counts from 0 since the machine started
 * @param micros since the machine started, without the time that it was suspended
 * @param text what it says
 * @param metadata the keys, in lower case
 */
record KernelRecord(int priority, long sequence, long micros, byte[] text, Labels metadata) {
  private static final int MAX_KEYS = 32;

  int severity() {
    return priority & 7;
  }

  int facility() {
    return priority >> 3;
  }

  /** Reads a record; null if the bytes are none. */
  static @Nullable KernelRecord parse(byte[] bytes, int length) {
    int semicolon = indexOf(bytes, 0, length, (byte) ';');
    if (semicolon < 0) {
      return null;
    }
    String[] fields = new String(bytes, 0, semicolon, StandardCharsets.ISO_8859_1).split(",", -1);
    if (fields.length < 3) {
      return null;
    }
    try {
      int priority = Integer.parseUnsignedInt(fields[0]);
      long sequence = Long.parseUnsignedLong(fields[1]);
      long micros = Long.parseUnsignedLong(fields[2]);
      int lineEnd = indexOf(bytes, semicolon, length, (byte) '\n');
      int textEnd = lineEnd < 0 ? length : lineEnd;
      byte[] text = unescaped(bytes, semicolon + 1, textEnd);
      return priority < 0 || sequence < 0 || micros < 0
          ? null
          : new KernelRecord(priority, sequence, micros, text, metadata(bytes, textEnd, length));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static int indexOf(byte[] bytes, int from, int to, byte wanted) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] unescaped(byte[] bytes, int from, int to) {
    byte[] text = new byte[to - from];
    int length = 0;
    int at = from;
    while (at < to) {
      int high = at + 3 < to && bytes[at] == '\\' && bytes[at + 1] == 'x' ? hex(bytes[at + 2]) : -1;
      int low = high < 0 ? -1 : hex(bytes[at + 3]);
      text[length++] = low < 0 ? bytes[at] : (byte) (high << 4 | low);
      at += low < 0 ? 1 : 4;
    }
    return Arrays.copyOf(text, length);
  }

  private static int hex(byte digit) {
    return Character.digit(digit, 16);
  }

  private static Labels metadata(byte[] bytes, int from, int to) {
    Map<String, String> metadata = new TreeMap<>();
    String rest = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    for (String line : rest.split("\n")) {
      int equals = line.indexOf('=');
      if (line.startsWith(" ") && equals > 1 && metadata.size() < MAX_KEYS) {
        String name = line.substring(1, equals).toLowerCase(Locale.ROOT).replaceAll("\\W", "_");
        metadata.put(name, line.substring(equals + 1));
      }
    }
    return Labels.of(metadata);
  }
}
