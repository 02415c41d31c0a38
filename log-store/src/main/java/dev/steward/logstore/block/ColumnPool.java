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
  private static final int MAX_KEPT_BYTES = 4 << 10;

  private static final int MAX_KEPT = 8192;

  private final ArrayDeque<ByteSink> sinks = new ArrayDeque<>();

  ByteSink[] take(int count) {
    ByteSink[] taken = new ByteSink[count];
    for (int i = 0; i < count; i++) {
      ByteSink known = sinks.poll();
      taken[i] = known != null ? known : new ByteSink(FIRST_BYTES);
    }
    return taken;
  }

  void give(ByteSink[] taken) {
    for (ByteSink sink : taken) {
      if (sink.array().length <= MAX_KEPT_BYTES && sinks.size() < MAX_KEPT) {
        sink.clear();
        sinks.push(sink);
      }
    }
  }
}
