package dev.steward.benchmarks.logs;

import dev.steward.logstore.LogStoreEngine;
import dev.steward.logstore.LogStoreOptions;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.LogBatch;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Fills a log store of its own from a file and asks it questions, without any door before it. */
final class StoreMeasurement {
  private static final int BATCH_LINES = 1000;
  private static final int UNDER_WAY = 4;

  private final Path file;
  private final Path data;
  private final FleetLine.Form form;
  private final Deque<CompletableFuture<AppendReceipt>> underWay = new ArrayDeque<>();

  StoreMeasurement(Path file, Path data, FleetLine.Form form) {
    this.file = file;
    this.data = data;
    this.form = form;
  }

  void run() throws IOException {
    ProcessFigures before = ProcessFigures.now();
    try (LogStoreEngine store =
        LogStoreEngine.open(data, LogStoreOptions.defaults(), Clock.systemUTC())) {
      long lines = fill(store);
      ProcessFigures filled = ProcessFigures.now();
      store.flush();
      ProcessFigures flushed = ProcessFigures.now();
      double seconds = flushed.cpuSeconds() - before.cpuSeconds();
      System.out.printf(
          "%s: %,d lines, %.1f CPU-s (%.1f before the last flush), %,.0f lines per CPU-s%n",
          form, lines, seconds, filled.cpuSeconds() - before.cpuSeconds(), lines / seconds);
      System.out.printf(
          "stored %,d bytes, 1/%.2f of the file; peak memory %d MB%n",
          storedBytes(), (double) Files.size(file) / storedBytes(), flushed.peakMegabytes());
      System.out.println("CPU-s by thread: " + ProcessFigures.byThread());
      System.out.println(store.metrics());
      new Questions(store).ask();
    }
  }

  private long fill(LogStoreEngine store) throws IOException {
    FleetLine parser = new FleetLine(form);
    long lines = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      byte[] rest = {};
      for (byte[] chunk = in.readNBytes(BATCH_LINES * 142);
          chunk.length > 0;
          chunk = in.readNBytes(BATCH_LINES * 142)) {
        byte[] bytes = new byte[rest.length + chunk.length];
        System.arraycopy(rest, 0, bytes, 0, rest.length);
        System.arraycopy(chunk, 0, bytes, rest.length, chunk.length);
        Map<Labels, List<LogEntry>> streams = new LinkedHashMap<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
          if (bytes[at] == '\n') {
            LogEntry entry = parser.parse(bytes, from, at);
            streams.computeIfAbsent(parser.stream(), key -> new ArrayList<>()).add(entry);
            lines++;
            from = at + 1;
          }
        }
        rest = java.util.Arrays.copyOfRange(bytes, from, bytes.length);
        append(store, streams);
      }
    }
    underWay.forEach(CompletableFuture::join);
    return lines;
  }

  private void append(LogStoreEngine store, Map<Labels, List<LogEntry>> streams) {
    List<LogBatch.Stream> batch = new ArrayList<>(streams.size());
    streams.forEach((labels, entries) -> batch.add(new LogBatch.Stream(labels, entries)));
    LogBatch.Duplicates duplicates =
        form == FleetLine.Form.SYSLOG ? LogBatch.Duplicates.KEPT : LogBatch.Duplicates.DROPPED;
    underWay.add(store.append(new LogBatch(null, duplicates, batch)));
    if (underWay.size() > UNDER_WAY) {
      underWay.remove().join();
    }
  }

  private long storedBytes() throws IOException {
    try (Stream<Path> paths = Files.walk(data)) {
      return paths.filter(Files::isRegularFile).mapToLong(path -> path.toFile().length()).sum();
    }
  }
}
