package dev.steward.formats.journal;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Cuts systemd's journal export format into entries: bytes go in, entries come out. Incremental and
 * without I/O; for one thread.
 *
 * <p>A field is {@code NAME=value} and a line feed; or, where the value is not plain text, {@code
 * NAME}, a line feed, its length as 64 bits little-endian, the value and a line feed. An empty line
 * ends an entry.
 *
 * <p>Bounds: a value keeps its first {@value #MAX_VALUE_BYTES} bytes, an entry its first {@value
 * #MAX_ENTRY_BYTES} and {@value JournalEntry#MAX_FIELDS} fields; the rest is skipped and counted.
 * What is no field is skipped up to the next line and counted.
 *
 * <p>Source: systemd, "Journal Export Formats".
 */
public final class JournalExportReader {
  /** How much of a value is kept. */
  public static final int MAX_VALUE_BYTES = 256 << 10;

  /** How much of an entry is kept. */
  public static final int MAX_ENTRY_BYTES = 1 << 20;

  private static final int MAX_NAME_BYTES = 64;

  private enum State {
    NAME,
    TEXT,
    LENGTH,
    BINARY,
    BINARY_END,
    SKIPPED_LINE
  }

  private final JournalEntry entry = new JournalEntry();
  private final byte[] name = new byte[MAX_NAME_BYTES];
  private State state = State.NAME;
  private int nameLength;
  private boolean keeping;
  private int valueBytes;
  private long length;
  private int lengthBytes;
  private boolean cut;
  private long cutEntries;
  private long malformed;

  /** Starts at the beginning of an entry. */
  public JournalExportReader() {}

  /** How many entries lost a part because they were too long. */
  public long cutEntries() {
    return cutEntries;
  }

  /** How many lines were no fields. */
  public long malformed() {
    return malformed;
  }

  /** Takes bytes that arrived and gives the entries that they complete. */
  public void feed(byte[] bytes, int offset, int count, Consumer<? super JournalEntry> sink) {
    Objects.checkFromIndexSize(offset, count, bytes.length);
    int end = offset + count;
    int at = offset;
    while (at < end) {
      at =
          switch (state) {
            case NAME -> name(bytes, at, end, sink);
            case TEXT -> text(bytes, at, end);
            case LENGTH -> length(bytes, at);
            case BINARY -> binary(bytes, at, end);
            case BINARY_END -> binaryEnd(bytes, at);
            case SKIPPED_LINE -> skipLine(bytes, at, end);
          };
    }
  }

  private int name(byte[] bytes, int from, int end, Consumer<? super JournalEntry> sink) {
    int at = from;
    while (at < end) {
      byte next = bytes[at++];
      if (next == '\n' && nameLength == 0) {
        endEntry(sink);
      } else if (next == '=' && nameLength > 0) {
        beginValue(State.TEXT);
        return at;
      } else if (next == '\n') {
        beginValue(State.LENGTH);
        return at;
      } else if (isNameByte(next) && nameLength < MAX_NAME_BYTES) {
        name[nameLength++] = next;
      } else {
        malformed++;
        nameLength = 0;
        state = State.SKIPPED_LINE;
        return at - 1;
      }
    }
    return at;
  }

  private static boolean isNameByte(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '_' || (b >= 'a' && b <= 'z');
  }

  private void beginValue(State next) {
    keeping = entry.size() < MAX_ENTRY_BYTES && entry.begin(name, nameLength);
    cut |= !keeping;
    nameLength = 0;
    valueBytes = 0;
    length = 0;
    lengthBytes = 0;
    state = next;
  }

  private void keep(byte[] bytes, int from, int count) {
    int most = Math.min(MAX_VALUE_BYTES - valueBytes, MAX_ENTRY_BYTES - entry.size());
    int kept = keeping ? Math.clamp(most, 0, count) : 0;
    entry.append(bytes, from, kept);
    valueBytes += kept;
    cut |= kept < count;
  }

  private int text(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    if (at > from) {
      keep(bytes, from, at - from);
    }
    if (at < end) {
      state = State.NAME;
      at++;
    }
    return at;
  }

  private int length(byte[] bytes, int at) {
    length |= (bytes[at] & 0xffL) << 8 * lengthBytes;
    if (++lengthBytes == Long.BYTES) {
      // No journal holds a value of this length: what came is no length.
      boolean plausible = length >= 0 && length <= Integer.MAX_VALUE;
      malformed += plausible ? 0 : 1;
      state = !plausible ? State.SKIPPED_LINE : length == 0 ? State.BINARY_END : State.BINARY;
    }
    return at + 1;
  }

  private int binary(byte[] bytes, int at, int end) {
    int count = (int) Math.min(length, end - at);
    keep(bytes, at, count);
    length -= count;
    if (length == 0) {
      state = State.BINARY_END;
    }
    return at + count;
  }

  private int binaryEnd(byte[] bytes, int at) {
    if (bytes[at] == '\n') {
      state = State.NAME;
      return at + 1;
    }
    malformed++;
    state = State.SKIPPED_LINE;
    return at;
  }

  private int skipLine(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] != '\n') {
      at++;
    }
    if (at < end) {
      state = State.NAME;
      at++;
    }
    return at;
  }

  private void endEntry(Consumer<? super JournalEntry> sink) {
    if (entry.fields() > 0) {
      cutEntries += cut ? 1 : 0;
      sink.accept(entry);
    }
    entry.clear();
    cut = false;
  }
}
