package dev.steward.alerting.time;

import dev.steward.alerting.time.TimeInterval.Span;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/**
 * The parts of a time interval as files write them, such as {@code monday:friday} or {@code -3:-1}.
 * Each method throws an {@link IllegalArgumentException} in Alertmanager's words.
 */
public final class SpanText {
  private static final List<String> WEEKDAYS =
      List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
  private static final List<String> MONTHS =
      List.of(
          "january",
          "february",
          "march",
          "april",
          "may",
          "june",
          "july",
          "august",
          "september",
          "october",
          "november",
          "december");
  private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]|24:00");

  /** Every month has so many days; only what is wrong in all months is an error. */
  private static final int SHORTEST_MONTH = 28;

  private SpanText() {}

  /** Days of the week. */
  public static Span weekdays(String text) {
    Span span = span(text, SpanText::weekday);
    if (span.first() > span.last()) {
      throw new IllegalArgumentException("start day cannot be before end day");
    }
    return span;
  }

  private static int weekday(String name) {
    int day = WEEKDAYS.indexOf(name);
    if (day < 0) {
      throw new IllegalArgumentException(name + " is not a valid weekday");
    }
    return day;
  }

  /** Days of the month. */
  public static Span daysOfMonth(String text) {
    Span span = span(text, SpanText::number);
    requireDay(span.first());
    requireDay(span.last());
    if (span.first() < 0 && span.last() > 0) {
      throw new IllegalArgumentException("end day must be negative if start day is negative");
    }
    int first = span.first() < 0 ? SHORTEST_MONTH + span.first() : span.first();
    int last = span.last() < 0 ? SHORTEST_MONTH + span.last() : span.last();
    if (first > last) {
      throw new IllegalArgumentException(
          "end day " + span.last() + " is always before start day " + span.first());
    }
    return span;
  }

  private static void requireDay(int day) {
    if (day == 0 || day < -31 || day > 31) {
      throw new IllegalArgumentException(day + " is not a valid day of the month: out of range");
    }
  }

  /** Months, by name or number. */
  public static Span months(String text) {
    Span span = span(text, SpanText::month);
    if (span.first() > span.last()) {
      throw new IllegalArgumentException(
          "end month "
              + monthName(span.last())
              + " is before start month "
              + monthName(span.first()));
    }
    return span;
  }

  private static int month(String name) {
    int month = MONTHS.indexOf(name) + 1;
    if (month > 0) {
      return month;
    }
    try {
      return Integer.parseInt(name);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is not a valid month", e);
    }
  }

  private static String monthName(int month) {
    return month >= 1 && month <= MONTHS.size() ? MONTHS.get(month - 1) : "" + month;
  }

  /** Years. */
  public static Span years(String text) {
    Span span = span(text, SpanText::number);
    if (span.first() > span.last()) {
      throw new IllegalArgumentException(
          "end year " + span.last() + " is before start year " + span.first());
    }
    return span;
  }

  /** Minutes of the day between two times, the second not included. */
  public static Span times(String start, String end) {
    if (start.isEmpty() || end.isEmpty()) {
      throw new IllegalArgumentException("both start and end times must be provided");
    }
    int first = minute(start);
    int last = minute(end);
    if (first >= last) {
      throw new IllegalArgumentException("start time cannot be equal or greater than end time");
    }
    return new Span(first, last - 1);
  }

  private static int minute(String text) {
    if (!TIME.matcher(text).matches()) {
      throw new IllegalArgumentException("couldn't parse timestamp " + text + ", invalid format");
    }
    return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "\"" + text + "\": invalid syntax (expected: a number)", e);
    }
  }

  private static Span span(String text, ToIntFunction<String> member) {
    String[] ends = text.toLowerCase(Locale.ROOT).split(":", -1);
    if (ends.length > 2) {
      throw new IllegalArgumentException("invalid range " + text + " (expected: one colon)");
    }
    int first = member.applyAsInt(ends[0].strip());
    return new Span(first, ends.length == 2 ? member.applyAsInt(ends[1].strip()) : first);
  }
}
