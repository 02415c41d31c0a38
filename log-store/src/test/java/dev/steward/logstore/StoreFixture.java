package dev.steward.logstore;

import dev.steward.logstore.disk.Disk;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.QueryContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Short ways to fill and read an engine. */
final class StoreFixture {
  static final long NOON = 1_767_323_045_000_000_000L;
  static final Labels MAIL = Labels.of("host", "mx1", "service_name", "mail").interned();

  private StoreFixture() {}

  static LogStoreEngine open(Path directory, Disk disk) throws IOException {
    return LogStoreEngine.open(directory, LogStoreOptions.defaults(), Clock.systemUTC(), disk);
  }

  static CompletableFuture<AppendReceipt> append(
      LogStoreEngine store, Labels stream, long time, String... lines) {
    List<LogEntry> entries = new ArrayList<>();
    for (String line : lines) {
      entries.add(new LogEntry(time + entries.size(), Line.of(line)));
    }
    return store.append(
        new LogBatch(
            null, LogBatch.Duplicates.KEPT, List.of(new LogBatch.Stream(stream, entries))));
  }

  static List<String> lines(LogStoreEngine store) {
    return lines(store, QueryContext.unlimited());
  }

  static List<String> lines(LogStoreEngine store, QueryContext context) {
    List<String> lines = new ArrayList<>();
    LogQuery all = new LogQuery(Selector.ALL, TimeRange.ALL);
    try (LogCursor cursor = store.read(all, Direction.FORWARD, context)) {
      while (cursor.next()) {
        lines.add(cursor.entry().line().toString());
      }
    }
    return lines;
  }
}
