package dev.steward.query.template;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A moment with its zone, as templates see one.
 *
 * @param date the moment
 */
public record GoTime(ZonedDateTime date) implements Fields {
  /** The moment that Go's templates get where a date could not be read. */
  public static final GoTime ZERO =
      new GoTime(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

  private static final GoDateLayout DEFAULT =
      new GoDateLayout("2006-01-02 15:04:05.999999999 -0700 MST");

  private static final Set<String> METHODS =
      Set.of(
          "Unix",
          "UnixMilli",
          "UnixMicro",
          "UnixNano",
          "Format",
          "Year",
          "Month",
          "Day",
          "Hour",
          "Minute",
          "Second",
          "Nanosecond",
          "YearDay",
          "Weekday",
          "UTC",
          "IsZero",
          "String");

  /** Checks that nothing is missing. */
  public GoTime {
    Objects.requireNonNull(date, "date");
  }

  /** A moment in UTC, nanoseconds since the Unix epoch. */
  public static GoTime ofNanos(long nanos) {
    return new GoTime(
        Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L))
            .atZone(ZoneOffset.UTC));
  }

  /** Seconds since the Unix epoch. */
  public long unix() {
    return date.toEpochSecond();
  }

  /** Nanoseconds since the Unix epoch; wraps around beyond the years 1677 and 2262. */
  public long unixNanos() {
    return date.toEpochSecond() * 1_000_000_000L + date.getNano();
  }

  @Override
  public String typeName() {
    return "time.Time";
  }

  @Override
  public boolean hasField(String name) {
    return METHODS.contains(name);
  }

  @Override
  public Object field(String name, List<@Nullable Object> arguments) {
    if (name.equals("Format")) {
      if (arguments.size() != 1 || !(arguments.getFirst() instanceof String layout)) {
        throw new FunctionFailure("wrong arguments for Format (expected: a layout)");
      }
      return new GoDateLayout(layout).format(date);
    }
    if (!arguments.isEmpty()) {
      throw new FunctionFailure("wrong number of args for " + name + ": want 0");
    }
    return switch (name) {
      case "Unix" -> unix();
      case "UnixMilli" -> Math.floorDiv(unixNanos(), 1_000_000L);
      case "UnixMicro" -> Math.floorDiv(unixNanos(), 1_000L);
      case "UnixNano" -> unixNanos();
      case "Year" -> (long) date.getYear();
      case "Month" -> new GoDateLayout("January").format(date);
      case "Day" -> (long) date.getDayOfMonth();
      case "Hour" -> (long) date.getHour();
      case "Minute" -> (long) date.getMinute();
      case "Second" -> (long) date.getSecond();
      case "Nanosecond" -> (long) date.getNano();
      case "YearDay" -> (long) date.getDayOfYear();
      case "Weekday" -> new GoDateLayout("Monday").format(date);
      case "UTC" -> new GoTime(date.withZoneSameInstant(ZoneOffset.UTC));
      case "IsZero" -> equals(ZERO);
      default -> toString();
    };
  }

  @Override
  public String toString() {
    return DEFAULT.format(date);
  }
}
