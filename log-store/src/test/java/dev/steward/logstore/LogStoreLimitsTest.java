package dev.steward.logstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.store.RefusalReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogStoreLimitsTest {
  @TempDir private Path directory;

  private static AppendReceipt put(LogStoreEngine store, String host, int pid) {
    Labels stream = Labels.of("host", host, "service_name", "s", "pid", Integer.toString(pid));
    LogEntry entry = new LogEntry(pid, Line.of("line " + pid), Labels.of("unit", "u"));
    return store
        .append(
            new LogBatch(
                null,
                LogBatch.Duplicates.KEPT,
                List.of(new LogBatch.Stream(stream, List.of(entry)))))
        .join();
  }

  @Test
  void aHostWithTooManyStreamsKeepsFurtherLinesInOneStreamWithTheirLabelsAsMetadata()
      throws IOException {
    try (LogStoreEngine store =
        LogStoreEngine.open(
            directory, LogStoreOptions.defaults().withMaxStreams(3, 1000), Clock.systemUTC())) {
      for (int pid = 0; pid < 3; pid++) {
        assertEquals(List.of(), put(store, "noisy", pid).refusals());
      }
      AppendReceipt receipt = put(store, "noisy", 3);
      assertEquals(1, receipt.stored());
      assertEquals(RefusalReason.LIMIT_EXCEEDED, receipt.refusals().getFirst().reason());
      assertEquals(1, receipt.refusals().getFirst().count());
      assertEquals(List.of(), put(store, "quiet", 3).refusals());
      put(store, "noisy", 4);

      assertEquals(2, store.metrics().linesRedirected());
      assertEquals(
          List.of(
              "line 3 {host=\"noisy\", pid=\"3\", service_name=\"s\", unit=\"u\"}",
              "line 4 {host=\"noisy\", pid=\"4\", service_name=\"s\", unit=\"u\"}"),
          redirected(store));
    }
  }

  private static List<String> redirected(LogStoreEngine store) {
    List<String> found = new ArrayList<>();
    LogQuery query =
        new LogQuery(Selector.of(new LabelMatcher.Equal("stream_limit", "reached")), TimeRange.ALL);
    try (LogCursor cursor = store.read(query, Direction.FORWARD, QueryContext.unlimited())) {
      while (cursor.next()) {
        found.add(cursor.entry().line() + " " + cursor.entry().metadata());
      }
    }
    return found;
  }
}
