package dev.steward.formats.syslog;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;

/**
 * Calendar arithmetic for stamps: days since the epoch, a zone's offset, and the year that a stamp
 * without one means. For one thread, since it remembers the last offset.
 *
 * <p>Source of the day count: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
final class CivilTime {
  /** How far a sender's clock may be ahead before its stamp is taken for last year's. */
  private static final long MAX_AHEAD_SECONDS = 7 * 86_400L;

  /** Zones change their offset at multiples of this. */
  private static final long OFFSET_STEP_SECONDS = 900;

  /** 29 February may be missing for so many years. */
  private static final int LEAP_DAY_GAP_YEARS = 8;

  private final ZoneRules rules;
  private long cachedStep = Long.MIN_VALUE;
  private int cachedOffset;
  private long cachedDay = Long.MIN_VALUE;
  private int cachedYear;

  /** Local times are those of this zone. */
  CivilTime(ZoneId zone) {
    this.rules = zone.getRules();
  }

  static boolean isDate(int year, int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth(year, month);
  }

  private static int daysOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  /** Days from 1970-01-01 to a date of the years 0 to 9999. */
  static long epochDay(int year, int month, int day) {
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468L;
  }

  /** Seconds since the epoch of a local time, given as if it were UTC. */
  long toEpochSecond(long localSecond) {
    long step = Math.floorDiv(localSecond, OFFSET_STEP_SECONDS);
    if (step != cachedStep) {
      cachedOffset =
          rules
              .getOffset(LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC))
              .getTotalSeconds();
      cachedStep = step;
    }
    return localSecond - cachedOffset;
  }

  /**
   * The year of a local stamp without one: the latest in which it is a date and not more than a
   * week after it was received. 0 if there is none.
   */
  int inferYear(int month, int day, int secondOfDay, long receiveTimeNanos) {
    long receiveSecond = Math.floorDiv(receiveTimeNanos, 1_000_000_000L);
    int year = yearOf(receiveSecond) + 1;
    for (int tries = 0; tries <= LEAP_DAY_GAP_YEARS + 1; tries++, year--) {
      // A zone's offset is too small to matter here.
      if (isDate(year, month, day)
          && epochDay(year, month, day) * 86_400L + secondOfDay
              <= receiveSecond + MAX_AHEAD_SECONDS) {
        return year;
      }
    }
    return 0;
  }

  private int yearOf(long epochSecond) {
    long day = Math.floorDiv(epochSecond, 86_400L);
    if (day != cachedDay) {
      cachedYear = LocalDateTime.ofEpochSecond(day * 86_400L, 0, ZoneOffset.UTC).getYear();
      cachedDay = day;
    }
    return cachedYear;
  }
}
