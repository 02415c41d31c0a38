package dev.steward.testkit.store.log;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Log lines that are hard on a store: of every byte, empty, very long, alike, almost alike, and
 * made of what stores use inside. The same seed gives the same lines.
 */
public final class GeneratedLogs {
  private static final String[] WORDS = {
    "Failed",
    "password",
    "for",
    "root",
    "from",
    "port",
    "ssh2",
    "<_>",
    "<*>",
    "id=",
    "user",
    "\0",
    "\u0001",
    "ä",
    "日本",
    "😀",
    "error",
    "ERROR",
    "connection",
    "closed",
    "by",
    "[preauth]",
    "\t",
    "%",
    "0x",
    "-",
    "...",
    "needle-",
    "{\"a\":",
    "\u0130",
    "ſ",
    "K"
  };

  private final Random random;
  private final List<Line> pool = new ArrayList<>();
  private final List<Labels> streams = new ArrayList<>();

  /** Logs of a seed. */
  public GeneratedLogs(long seed) {
    random = new Random(seed);
    for (int i = 0; i < 12; i++) {
      streams.add(
          Labels.of(
                  "host",
                  "h" + i % 3,
                  "service_name",
                  "s" + i % 5,
                  "level",
                  i % 2 == 0 ? "info" : "warn")
              .interned());
    }
  }

  /** The streams that entries are generated for; some stand twice. */
  public Labels stream() {
    return streams.get(random.nextInt(streams.size()));
  }

  /** Entries of one stream. */
  public List<LogEntry> entries(int count) {
    List<LogEntry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(new LogEntry(timestamp(), line(), metadata()));
    }
    return entries;
  }

  private long timestamp() {
    return switch (random.nextInt(12)) {
      case 0 -> LogStoreSubject.NOON + random.nextInt(3);
      case 1 -> LogStoreSubject.NOON - random.nextLong(3 * 24 * 60 * LogStoreSubject.MINUTE);
      case 2 -> LogStoreSubject.NOON + 1000L * random.nextInt(1000);
      case 3 -> random.nextInt(200) == 0 ? random.nextLong() / 4 : LogStoreSubject.NOON;
      default -> LogStoreSubject.NOON + random.nextLong(60 * LogStoreSubject.MINUTE);
    };
  }

  private Labels metadata() {
    return switch (random.nextInt(6)) {
      case 0 -> Labels.of("detected_level", "error", "pid", Integer.toString(random.nextInt(9)));
      case 1 -> Labels.of("detected_level", "info");
      case 2 -> Labels.of("x", "", "y", "ü" + random.nextInt(100000));
      default -> Labels.EMPTY;
    };
  }

  /** One line. */
  public Line line() {
    Line line =
        switch (random.nextInt(14)) {
          case 0 -> Line.EMPTY;
          case 1 -> bytes(random.nextInt(60));
          case 2 -> pool.isEmpty() ? Line.EMPTY : pool.get(random.nextInt(pool.size()));
          case 3 -> random.nextInt(60) == 0 ? bytes(256 * 1024) : words(60);
          case 4, 5, 6 -> words(1 + random.nextInt(8));
          default -> familiar();
        };
    if (pool.size() < 200) {
      pool.add(line);
    }
    return line;
  }

  private Line bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return Line.wrap(bytes);
  }

  private Line words(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      if (random.nextInt(4) != 0) {
        text.append(' ');
      }
      text.append(random.nextInt(3) == 0 ? token() : WORDS[random.nextInt(WORDS.length)]);
    }
    return Line.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private String token() {
    return switch (random.nextInt(6)) {
      case 0 -> Integer.toString(random.nextInt());
      case 1 -> Integer.toHexString(random.nextInt());
      case 2 -> "00" + random.nextInt(1000);
      case 3 -> random.nextInt(256) + "." + random.nextInt(256) + ".0." + random.nextInt(300);
      case 4 -> "fe80::" + Integer.toHexString(random.nextInt(65536));
      default -> new String(new char[] {letter(), letter(), letter(), letter(), letter()});
    };
  }

  private char letter() {
    return (char) ('a' + random.nextInt(26));
  }

  private Line familiar() {
    int number = random.nextInt(70000);
    String address = "10.0." + random.nextInt(4) + "." + random.nextInt(256);
    return Line.of(
        switch (random.nextInt(7)) {
          case 0 -> "Failed password for root from " + address + " port " + number + " ssh2";
          case 1 -> "Failed password for " + token() + " from " + address + " port " + number;
          case 2 -> "GET /item/" + number + " HTTP/1.1 200 " + random.nextInt(100);
          case 3 -> "session " + token() + " opened by user (uid=" + random.nextInt(5) + ")";
          case 4 -> "needle-" + random.nextInt(300);
          case 5 -> "user " + letter() + letter() + letter() + " came";
          default -> number + " " + number;
        });
  }
}
