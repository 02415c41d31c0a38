package dev.steward.collector.tail;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.OptionalLong;

/** The times that package managers write: local time without a zone, or with an offset. */
final class LocalStamp {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm[:ss]", Locale.ROOT);
  private static final DateTimeFormatter WITH_OFFSET =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .toFormatter(Locale.ROOT);

  private LocalStamp() {}

  /** Nanoseconds since the Unix epoch; empty if the text is no such time. */
  static OptionalLong parse(String text, ZoneId zone) {
    try {
      long seconds =
          text.indexOf('T') > 0
              ? OffsetDateTime.parse(text, WITH_OFFSET).toEpochSecond()
              : LocalDateTime.parse(text.replaceAll(" +", " "), LOCAL).atZone(zone).toEpochSecond();
      return OptionalLong.of(Math.multiplyExact(seconds, 1_000_000_000L));
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }
}
