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
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogStoreLimitsTest {
  /** A clock that goes on when it is told to. */
  private static final class MutableClock extends Clock {
    private volatile Instant now;

    MutableClock(Instant start) {
      now = start;
    }

    void advance(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return Clock.fixed(now, zone);
    }
  }

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

  @Test
  void streamsThatEndedMakeRoomForOthersAfterAnHourAndStayReadable() throws Exception {
    MutableClock clock = new MutableClock(Instant.parse("2026-08-01T00:00:00Z"));
    try (LogStoreEngine store =
        LogStoreEngine.open(
            directory, LogStoreOptions.defaults().withMaxStreams(1000, 20), clock)) {
      for (int pid = 0; pid < 20; pid++) {
        assertEquals(List.of(), put(store, "h" + pid % 3, pid).refusals());
      }
      assertEquals(1, put(store, "h0", 20).refusals().size());
      store.flush();
      assertEquals(1, put(store, "h0", 21).refusals().size(), "nothing is idle yet");
      clock.advance(Duration.ofMinutes(61));
      assertEquals(List.of(), put(store, "h0", 0).refusals());
      assertEquals(1, put(store, "h0", 22).refusals().size(), "they go when the log begins anew");
      int pid = 100;
      do {
        store.flush();
      } while (!put(store, "h1", pid++).refusals().isEmpty() && pid < 1000);
      for (int more = 1000; more < 1015; more++) {
        assertEquals(List.of(), put(store, "h2", more).refusals());
      }
      assertEquals(List.of("line 0", "line 0"), lines(store, "0"));
      for (int old = 1; old < 20; old++) {
        assertEquals(List.of("line " + old), lines(store, Integer.toString(old)));
      }
      for (int more = 1000; more < 1015; more++) {
        assertEquals(List.of("line " + more), lines(store, Integer.toString(more)));
      }
      store.flush();
      assertEquals(List.of("line 1014"), lines(store, "1014"));
      assertEquals(List.of("line 7"), lines(store, "7"));
    }
  }

  private static List<String> lines(LogStoreEngine store, String pid) {
    List<String> found = new ArrayList<>();
    LogQuery query = new LogQuery(Selector.of(new LabelMatcher.Equal("pid", pid)), TimeRange.ALL);
    try (LogCursor cursor = store.read(query, Direction.FORWARD, QueryContext.unlimited())) {
      while (cursor.next()) {
        assertEquals(pid, cursor.stream().value("pid"));
        found.add(cursor.entry().line().toString());
      }
    }
    return found;
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
