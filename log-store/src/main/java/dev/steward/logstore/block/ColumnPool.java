package dev.steward.logstore.block;

import dev.steward.logstore.bytes.ByteSink;
import java.util.ArrayDeque;

/**
 * Sinks for columns that are used again and again: a part has very many templates, and a block few
 * of them. For one thread.
 */
final class ColumnPool {
  private static final int FIRST_BYTES = 128;

  /** A sink that grew larger is not kept: each would come to it in time. */
  private static final int MAX_KEPT_BYTES = 16 << 10;

  private static final long MAX_KEPT = 4 << 20;

  private final ArrayDeque<ByteSink> sinks = new ArrayDeque<>();
  private long kept;

  ByteSink[] take(int count) {
    ByteSink[] taken = new ByteSink[count];
    for (int i = 0; i < count; i++) {
      ByteSink known = sinks.poll();
      kept -= known == null ? 0 : known.array().length;
      taken[i] = known != null ? known : new ByteSink(FIRST_BYTES);
    }
    return taken;
  }

  void give(ByteSink[] taken) {
    for (ByteSink sink : taken) {
      int bytes = sink.array().length;
      if (bytes <= MAX_KEPT_BYTES && kept + bytes <= MAX_KEPT) {
        kept += bytes;
        sink.clear();
        sinks.push(sink);
      }
    }
  }
}
