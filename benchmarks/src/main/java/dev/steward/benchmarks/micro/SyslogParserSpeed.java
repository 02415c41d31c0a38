package dev.steward.benchmarks.micro;

import dev.steward.benchmarks.ingest.SyslogLines;
import dev.steward.formats.syslog.SyslogMessage;
import dev.steward.formats.syslog.SyslogParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds to read one line of RFC 5424. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SyslogParserSpeed {
  private static final int LINES = 4096;

  private final SyslogParser parser = new SyslogParser(ZoneOffset.UTC);
  private final byte[][] lines = new byte[LINES][];
  private int next;

  /** Makes the lines. */
  public SyslogParserSpeed() {
    SyslogLines source = new SyslogLines(1, Instant.parse("2026-08-01T00:00:00Z"));
    for (int i = 0; i < LINES; i++) {
      lines[i] = source.next();
    }
  }

  /** One line. */
  @Benchmark
  public SyslogMessage parse() {
    byte[] line = lines[next++ & (LINES - 1)];
    return parser.parse(line, 0, line.length, 1_785_000_000_000_000_000L, "203.0.113.1");
  }
}
