package dev.steward.query.logql.functions;

import static dev.steward.query.template.Function.Type.ANY;
import static dev.steward.query.template.Function.Type.STRING;

import dev.steward.query.template.Function;
import dev.steward.query.template.FunctionFailure;
import dev.steward.query.template.GoDateLayout;
import dev.steward.query.template.GoDateReader;
import dev.steward.query.template.GoTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moments read, written and counted; where no zone is named it is UTC. */
final class DateFunctions {
  private static final long SECONDS_PER_DAY = 86_400;

  private DateFunctions() {}

  static List<Function> all(InstantSource clock) {
    return List.of(
        Function.of("now", none -> new GoTime(clock.instant().atZone(ZoneOffset.UTC))),
        Function.of("date", two -> date(two.string(0), two.any(1), clock), STRING, ANY),
        Function.of(
            "toDate", two -> parsed(two.string(0), ZoneOffset.UTC, two.string(1)), STRING, STRING),
        Function.of(
            "toDateInZone",
            three -> parsed(three.string(0), zone(three.string(1)), three.string(2)),
            STRING,
            STRING,
            STRING),
        Function.of("unixEpoch", one -> String.valueOf(time(one.any(0)).unix()), ANY),
        Function.of(
            "unixEpochMillis",
            one -> String.valueOf(Math.floorDiv(time(one.any(0)).unixNanos(), 1_000_000L)),
            ANY),
        Function.of("unixEpochNanos", one -> String.valueOf(time(one.any(0)).unixNanos()), ANY),
        Function.of("unixToTime", one -> unixToTime(one.string(0)), STRING));
  }

  private static GoTime time(@Nullable Object value) {
    if (value instanceof GoTime time) {
      return time;
    }
    throw new FunctionFailure("wrong type for value; expected time.Time");
  }

  /** A moment, or seconds since the Unix epoch, in a form. */
  private static String date(String layout, @Nullable Object value, InstantSource clock) {
    GoTime time =
        switch (value) {
          case GoTime given -> given;
          case Long seconds -> ofSeconds(seconds);
          case null, default -> new GoTime(clock.instant().atZone(ZoneOffset.UTC));
        };
    return new GoDateLayout(layout).format(time.date());
  }

  private static GoTime ofSeconds(long seconds) {
    return new GoTime(Instant.ofEpochSecond(seconds).atZone(ZoneOffset.UTC));
  }

  /** Text that is not of the form gives the zero moment. */
  private static GoTime parsed(String layout, ZoneId zone, String text) {
    try {
      return new GoTime(GoDateReader.read(new GoDateLayout(layout), text, zone));
    } catch (FunctionFailure e) {
      return GoTime.ZERO;
    }
  }

  private static ZoneId zone(String name) {
    try {
      return name.isEmpty() || name.equals("UTC") || name.equals("Local")
          ? ZoneOffset.UTC
          : ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneOffset.UTC;
    }
  }

  /** Days, seconds, milliseconds, microseconds or nanoseconds, as the number of digits says. */
  private static GoTime unixToTime(String epoch) {
    long number;
    try {
      number = Long.parseLong(epoch);
    } catch (NumberFormatException e) {
      throw new FunctionFailure("unable to parse time '" + epoch + "': not a number");
    }
    return switch (epoch.length()) {
      case 5 -> ofSeconds(number * SECONDS_PER_DAY);
      case 10 -> ofSeconds(number);
      case 13 -> GoTime.ofNanos(Math.multiplyExact(number, 1_000_000L));
      case 16 -> GoTime.ofNanos(Math.multiplyExact(number, 1_000L));
      case 19 -> GoTime.ofNanos(number);
      default ->
          throw new FunctionFailure(
              "unable to parse time '" + epoch + "': 5, 10, 13, 16 or 19 digits expected");
    };
  }
}
