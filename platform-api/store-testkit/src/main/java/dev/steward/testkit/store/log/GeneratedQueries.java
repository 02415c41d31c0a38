package dev.steward.testkit.store.log;

import dev.steward.spi.model.Line;
import dev.steward.spi.model.TimeRange;
import dev.steward.spi.select.AddressRange;
import dev.steward.spi.select.LabelMatcher;
import dev.steward.spi.select.LineFilter;
import dev.steward.spi.select.LinePattern;
import dev.steward.spi.select.Selector;
import dev.steward.spi.store.LogCounting;
import dev.steward.spi.store.LogQuery;
import dev.steward.spi.text.Regex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Queries that mostly find something among {@link GeneratedLogs}. */
public final class GeneratedQueries {
  private static final String[] REGEXES = {
    "port \\d{4}1",
    "(?i)FAILED .* FROM",
    "^$",
    "ä|日本",
    "\\d+ \\d+",
    "^Failed.*ssh2$",
    "user [a-m]+",
    "needle-1[0-9]$",
    "x*",
    "(?i)k",
    ".",
    "[^a-z]{6}",
    "(root|eve) from 10\\.0",
    "id=|uid=[0-2]",
    "(session|user)\\s+\\w{3,5} ",
    "\\bport\\b",
    "HTTP/1\\.1 200 \\d$"
  };
  private static final String[] ADDRESSES = {
    "10.0.1.0/24", "10.0.0.7", "10.0.2.1-10.0.3.9", "fe80::/16", "0.0.0.0/1"
  };

  private final Random random;
  private final GeneratedLogs logs;

  /** Queries of a seed. */
  public GeneratedQueries(long seed, GeneratedLogs logs) {
    this.random = new Random(seed);
    this.logs = logs;
  }

  /** A query for lines. */
  public LogQuery query() {
    List<LineFilter> filters = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      filters.add(filter(2));
    }
    return new LogQuery(selector(), range(), filters);
  }

  private Selector selector() {
    return switch (random.nextInt(6)) {
      case 0 -> Selector.of(new LabelMatcher.Equal("host", "h" + random.nextInt(4)));
      case 1 -> Selector.of(new LabelMatcher.Matches("service_name", Regex.compile("s[1-3]")));
      case 2 ->
          Selector.of(
              new LabelMatcher.Equal("host", "h" + random.nextInt(3)),
              new LabelMatcher.NotEqual("service_name", "s" + random.nextInt(5)));
      default -> Selector.ALL;
    };
  }

  private TimeRange range() {
    long start = LogStoreSubject.NOON + random.nextLong(60 * LogStoreSubject.MINUTE);
    return switch (random.nextInt(4)) {
      case 0 -> new TimeRange(start, start + random.nextLong(30 * LogStoreSubject.MINUTE));
      case 1 -> new TimeRange(LogStoreSubject.NOON, LogStoreSubject.NOON + 1 + random.nextInt(3));
      case 2 -> new TimeRange(start - 2 * 24 * 60 * LogStoreSubject.MINUTE, start);
      default -> TimeRange.ALL;
    };
  }

  private LineFilter filter(int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 7)) {
      case 0 -> new LineFilter.Matches(Regex.compile(REGEXES[random.nextInt(REGEXES.length)]));
      case 1 ->
          new LineFilter.Matches(
              Regex.compile((random.nextBoolean() ? "(?i)" : "") + Pattern.quote(piece())));
      case 2 ->
          new LineFilter.HasAddress(
              AddressRange.parse(ADDRESSES[random.nextInt(ADDRESSES.length)]));
      case 3 -> new LineFilter.HasPattern(LinePattern.parse(pattern()));
      case 8 -> new LineFilter.Not(filter(depth - 1));
      case 9 -> new LineFilter.AnyOf(List.of(filter(depth - 1), filter(depth - 1)));
      default -> new LineFilter.Contains(piece());
    };
  }

  private String pattern() {
    return (random.nextBoolean() ? "<_>" : "")
        + literal()
        + "<_>"
        + literal()
        + (random.nextBoolean() ? "<_>" : "");
  }

  private String literal() {
    String literal = piece().replace("<", "");
    return literal.isEmpty() ? " " : literal;
  }

  /** A part of a generated line, without halves of characters. */
  private String piece() {
    Line line = logs.line();
    int length = line.length();
    if (length == 0) {
      return "";
    }
    int from = random.nextInt(length);
    int to = from + random.nextInt(Math.min(length - from, 14) + 1);
    return new String(line.array(), line.offset() + from, to - from, StandardCharsets.UTF_8);
  }

  /** A request to count. */
  public LogCounting counting() {
    long step = 1 + random.nextLong(20 * LogStoreSubject.MINUTE);
    long width = random.nextBoolean() ? step : 1 + random.nextLong(40 * LogStoreSubject.MINUTE);
    return new LogCounting(
        LogStoreSubject.NOON + random.nextLong(10 * LogStoreSubject.MINUTE),
        step,
        width,
        1 + random.nextInt(8),
        random.nextBoolean(),
        random.nextBoolean());
  }
}
