package dev.steward.logstore.store;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Days of timestamps, and the names of their directories. */
public final class DayNames {
  /** Length of a day. */
  public static final long NANOS = 86_400_000_000_000L;

  private DayNames() {}

  /** The day of a time, counted from the Unix epoch. */
  public static long of(long nanos) {
    return Math.floorDiv(nanos, NANOS);
  }

  /** As ISO 8601 writes it. */
  static String name(long epochDay) {
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  /** The day of a name, or null where it is none. */
  static @Nullable Long parse(String name) {
    try {
      return LocalDate.parse(name).toEpochDay();
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
