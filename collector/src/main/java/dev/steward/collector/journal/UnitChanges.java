package dev.steward.collector.journal;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.input.ChangeStream;
import dev.steward.formats.journal.JournalEntry;
import dev.steward.spi.model.Labels;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What systemd did with services, as changes: started, stopped, reloaded, failed, killed for want
 * of memory. Services that run once and end by themselves, as timers start them, are none.
 *
 * <p>Source: systemd, {@code sd-messages.h}.
 */
final class UnitChanges {
  private static final Map<String, String> ACTIONS =
      Map.of(
          "39f53479d3a045ac8e11786248231fbf", "start",
          "9d1aaa27d60140bd96365438aad20286", "stop",
          "7b05ebc668384222baa8881179cfda54", "reload",
          "be02cf6855d2428ba40df7e9d022f03d", "fail",
          "fe6faa94e7774663a0da52717891d8ef", "oom-kill");

  private final ChangeStream changes;

  UnitChanges(ChangeStream changes) {
    this.changes = changes;
  }

  /** Adds the change that an entry tells of, if it tells of one. */
  void add(JournalEntry entry, long timestampNanos, BatchSink sink) {
    String action = action(entry);
    String unit = entry.valueOrEmpty("UNIT");
    String text = entry.valueOrEmpty("MESSAGE");
    if (action == null || !unit.endsWith(".service") || text.startsWith("Finished ")) {
      return;
    }
    boolean bad = action.equals("fail") || action.equals("oom-kill");
    changes.add(
        sink,
        JournalStreams.service(entry),
        bad ? "error" : "info",
        timestampNanos,
        text,
        Labels.of("action", action, "by", "systemd", "unit", unit));
  }

  private static @Nullable String action(JournalEntry entry) {
    int id = entry.find("MESSAGE_ID");
    return id < 0 || !entry.valueOrEmpty("_PID").equals("1") ? null : ACTIONS.get(entry.value(id));
  }
}
