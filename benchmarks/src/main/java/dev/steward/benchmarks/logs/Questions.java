package dev.steward.benchmarks.logs;

import dev.steward.logstore.LogStoreEngine;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.Direction;
import dev.steward.spi.store.LogCounting;
import dev.steward.spi.store.LogCursor;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.store.QueryContext;
import dev.steward.spi.text.Regex;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/** The questions whose answers are timed: medians of many, first answers beside them. */
final class Questions {
  private static final int TIMES = 21;
  private static final long START = Fleet.START.getEpochSecond() * 1_000_000_000L;
  private static final long DAY = 86_400_000_000_000L;
  private static final TimeRange RANGE = new TimeRange(START, START + DAY);
  private static final LogCounting PER_FIVE_MINUTES =
      new LogCounting(START + DAY / 288, DAY / 288, DAY / 288, 288, false, false);
  private static final LogCounting WHOLE_DAY =
      new LogCounting(START + DAY, DAY, DAY, 1, false, false);

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private final LogStoreEngine store;

  Questions(LogStoreEngine store) {
    this.store = store;
  }

  void ask() {
    time("a needle as a substring", () -> read(Selector.ALL, new LineFilter.Contains("needle-17")));
    time(
        "b phrase per 5 min",
        () -> count(PER_FIVE_MINUTES, new LineFilter.Contains("POSSIBLE BREAK-IN ATTEMPT")));
    Selector stream =
        Selector.of(
            new LabelMatcher.Equal("host", "web1.example.net"),
            new LabelMatcher.Equal("service_name", "sshd"));
    time(
        "c stream and filter, newest 100",
        () -> read(stream, new LineFilter.Contains("Failed password")));
    time("d lines per stream per 5 min", () -> count(PER_FIVE_MINUTES));
    time(
        "e regex count",
        () -> count(WHOLE_DAY, new LineFilter.Matches(Regex.compile("port \\d{4}1 ssh2"))));
    time("f lines per stream", () -> count(WHOLE_DAY));
    time("g an address", () -> read(Selector.ALL, new LineFilter.Contains("203.0.113.77")));
    time(
        "h regex without literals",
        () -> count(WHOLE_DAY, new LineFilter.Matches(Regex.compile("(?i)break-in"))));
  }

  private static void time(String name, LongSupplier question) {
    long[] nanos = new long[TIMES];
    long[] cpu = new long[TIMES];
    long answer = 0;
    long first = 0;
    for (int i = 0; i < TIMES; i++) {
      long before = System.nanoTime();
      long cpuBefore = CPU.getCurrentThreadCpuTime();
      answer = question.getAsLong();
      nanos[i] = System.nanoTime() - before;
      cpu[i] = CPU.getCurrentThreadCpuTime() - cpuBefore;
      first = i == 0 ? nanos[0] : first;
    }
    Arrays.sort(nanos);
    Arrays.sort(cpu);
    System.out.printf(
        "%-34s %8.2f ms (first %.1f; CPU of this thread %.2f) -> %,d%n",
        name, nanos[TIMES / 2] / 1e6, first / 1e6, cpu[TIMES / 2] / 1e6, answer);
  }

  private long read(Selector selector, LineFilter filter) {
    long found = 0;
    LogQuery query = new LogQuery(selector, RANGE, List.of(filter));
    try (LogCursor cursor = store.read(query, Direction.BACKWARD, QueryContext.unlimited())) {
      while (found < 100 && cursor.next()) {
        found++;
      }
    }
    return found;
  }

  private long count(LogCounting counting, LineFilter... filters) {
    long sum = 0;
    LogQuery query = new LogQuery(Selector.ALL, RANGE, List.of(filters));
    for (LogCounting.Counts row : store.count(query, counting, QueryContext.unlimited())) {
      for (long entries : row.entries()) {
        sum += entries;
      }
    }
    return sum;
  }
}
