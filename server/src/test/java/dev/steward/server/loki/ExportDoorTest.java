package dev.steward.server.loki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.steward.query.logql.LogResult;
import dev.steward.server.http.RunningServer;
import dev.steward.server.http.RunningServer.Answer;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogStore;
import dev.steward.spi.store.QueryContext;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportDoorTest {
  private static final long START = 1_700_000_000_000_000_000L;
  private static final int ENTRIES = 6000;

  private static RunningServer server;

  @BeforeAll
  static void start(@TempDir Path data) {
    server = new RunningServer(data);
    List<LogEntry> entries = new ArrayList<>();
    for (int i = 0; i < ENTRIES; i++) {
      entries.add(new LogEntry(START + i, Line.of("n=" + i), Labels.of("pid", "7")));
    }
    server
        .part(LogStore.class)
        .append(
            new LogBatch(
                null,
                LogBatch.Duplicates.KEPT,
                List.of(new LogBatch.Stream(Labels.of("app", "a"), entries))))
        .join();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Answer export(String... parameters) throws Exception {
    List<String> all = new ArrayList<>(List.of("start", "" + START, "end", "" + (START + ENTRIES)));
    all.addAll(List.of(parameters));
    return server.get("/export", all.toArray(String[]::new));
  }

  @Test
  void everyEntryIsALineOldestFirst() throws Exception {
    List<String> lines = export("query", "{app=\"a\"}").body().lines().toList();
    assertEquals(ENTRIES, lines.size());
    assertEquals(
        "{\"timestamp\":\"1700000000000000000\",\"stream\":{\"app\":\"a\"},"
            + "\"structuredMetadata\":{\"pid\":\"7\"},\"line\":\"n=0\"}",
        lines.getFirst());
    assertTrue(lines.getLast().contains("\"n=5999\""), lines.getLast());
  }

  @Test
  void stagesDirectionAndLimitAreObeyed() throws Exception {
    Answer answer =
        export("query", "{app=\"a\"} | logfmt | n > 5990", "direction", "backward", "limit", "1");
    assertEquals(
        "{\"timestamp\":\"1700000000000005999\",\"stream\":{\"app\":\"a\"},"
            + "\"structuredMetadata\":{\"pid\":\"7\"},\"parsed\":{\"n\":\"5999\"},\"line\":\"n=5999\"}\n",
        answer.body());
  }

  @Test
  void nothingFoundIsAnEmptyAnswerAndABadQueryIsRefused() throws Exception {
    assertEquals(new Answer(200, ""), export("query", "{app=\"none\"}"));
    assertEquals(400, export("query", "{app=").status());
    assertEquals(400, export("query", "rate({app=\"a\"}[1m])").status());
    assertEquals(400, export().status());
  }

  /** Five million entries, each made when it is asked for, none kept. */
  @Test
  void entriesPassThroughAndDoNotHeapUp() {
    CountingStream out = new CountingStream();
    Rows rows = new Rows(5_000_000, out);
    ExportWriter.write(rows, QueryContext.unlimited(), out);
    assertTrue(rows.largestLag < 200_000, "bytes not written yet: " + rows.largestLag);
    assertEquals(5_000_000L * Rows.BYTES, out.bytes);
  }

  private static final class CountingStream extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      bytes += length;
    }
  }

  /** Equal rows; each looks how much of those before it was written. */
  private static final class Rows implements LogResult {
    private static final int BYTES =
        "{\"timestamp\":\"7\",\"stream\":{\"a\":\"b\"},\"line\":\"l\"}\n".length();

    private final CountingStream out;
    private final long total;
    private long given;
    private long largestLag;

    Rows(long total, CountingStream out) {
      this.total = total;
      this.out = out;
    }

    @Override
    public boolean next() {
      largestLag = Math.max(largestLag, given * BYTES - out.bytes);
      return given++ < total;
    }

    @Override
    public long timestampNanos() {
      return 7;
    }

    @Override
    public Line line() {
      return Line.of("l");
    }

    @Override
    public Labels stream() {
      return Labels.of("a", "b");
    }

    @Override
    public Labels structuredMetadata() {
      return Labels.EMPTY;
    }

    @Override
    public Labels parsed() {
      return Labels.EMPTY;
    }

    @Override
    public Labels labels() {
      return stream();
    }

    @Override
    public void close() {}
  }
}
