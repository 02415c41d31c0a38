package dev.steward.server.remotewrite;

import dev.steward.formats.remotewrite.WriteSink.Part;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.RefusalReason;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What of a request was not kept, by reason, and the words for it. For one thread. */
final class Refusals {
  private static final int MAX_REASONS = 10;

  private final Map<String, Long> countsByWords = new LinkedHashMap<>();
  private final Map<RefusalReason, Long> countsByReason = new EnumMap<>(RefusalReason.class);
  private final Map<Part, Long> countsByPart = new EnumMap<>(Part.class);
  private long moreReasons;

  /** Adds what could not be accepted as it came. */
  void invalid(Part part, String words) {
    add(part, RefusalReason.INVALID, 1, words);
  }

  /** Adds what a store did not keep. */
  void add(Part part, AppendReceipt receipt) {
    for (AppendReceipt.Refusal refusal : receipt.refusals()) {
      add(
          part,
          refusal.reason(),
          refusal.count(),
          refusal.reason().word() + ": " + refusal.example());
    }
  }

  private void add(Part part, RefusalReason reason, long count, String words) {
    countsByPart.merge(part, count, Long::sum);
    countsByReason.merge(reason, count, Long::sum);
    if (countsByWords.size() < MAX_REASONS || countsByWords.containsKey(words)) {
      countsByWords.merge(words, count, Long::sum);
    } else {
      moreReasons += count;
    }
  }

  boolean isEmpty() {
    return countsByPart.isEmpty();
  }

  long count(Part part) {
    return countsByPart.getOrDefault(part, 0L);
  }

  Map<RefusalReason, Long> byReason() {
    return countsByReason;
  }

  /** A line for the sender. */
  String words() {
    StringBuilder text = new StringBuilder("not kept: ");
    countsByWords.forEach((words, count) ->
        text.append(text.charAt(text.length() - 1) == ' ' ? "" : "; ")
            .append(count)
            .append(" (")
            .append(words)
            .append(')'));
    if (moreReasons > 0) {
      text.append("; ").append(moreReasons).append(" for more reasons");
    }
    return text.toString();
  }
}
