package dev.steward.logstore.memory;

import dev.steward.logstore.bytes.LabelsCursor;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Finds the detected level of entries, and makes no text for one that is that of the entry asked
 * before. For one thread.
 */
public final class EntryLevels {
  private static final byte[] NAME = "detected_level".getBytes(StandardCharsets.UTF_8);

  private final LabelsCursor cursor = new LabelsCursor();
  private byte @Nullable [] lastBytes;
  private @Nullable String last;

  /** Knows no level yet. */
  public EntryLevels() {}

  /** The level of an entry, or null where it has none. */
  public @Nullable String of(StreamBuffer.Snapshot entries, int index) {
    int place = entries.metadata()[index];
    if (place < 0) {
      return null;
    }
    cursor.open(entries.chunks()[index], place);
    if (!cursor.find(NAME)) {
      return null;
    }
    if (!cursor.isValue(lastBytes)) {
      byte[] value = cursor.value();
      lastBytes = value;
      last = new String(value, StandardCharsets.UTF_8);
    }
    return last;
  }
}
