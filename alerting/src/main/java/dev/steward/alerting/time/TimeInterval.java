package dev.steward.alerting.time;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;

/**
 * A set of moments, told by the time of day, the day of the week and of the month, the month and
 * the year in one time zone. A part that is empty accepts any; all parts have to accept a moment.
 *
 * <p>Source: the Alertmanager documentation of {@code time_interval}.
 *
 * @param times minutes of the day
 * @param weekdays 0 is Sunday
 * @param daysOfMonth from 1; negative ones count from the month's end, -1 being its last day
 * @param months from 1
 * @param years of our calendar
 * @param zone where the clock and the calendar are read
 */
public record TimeInterval(
    List<Span> times,
    List<Span> weekdays,
    List<Span> daysOfMonth,
    List<Span> months,
    List<Span> years,
    ZoneId zone) {
  /** Accepts every moment. */
  public static final TimeInterval ALWAYS =
      new TimeInterval(List.of(), List.of(), List.of(), List.of(), List.of(), ZoneOffset.UTC);

  /** Copies the lists. */
  public TimeInterval {
    times = List.copyOf(times);
    weekdays = List.copyOf(weekdays);
    daysOfMonth = List.copyOf(daysOfMonth);
    months = List.copyOf(months);
    years = List.copyOf(years);
    Objects.requireNonNull(zone, "zone");
  }

  /** Whether a moment is in the set. */
  public boolean contains(Instant moment) {
    ZonedDateTime local = moment.atZone(zone);
    int minute = local.getHour() * 60 + local.getMinute();
    int length = local.toLocalDate().lengthOfMonth();
    return any(times, minute)
        && any(weekdays, local.getDayOfWeek().getValue() % 7)
        && any(months, local.getMonthValue())
        && any(years, local.getYear())
        && (daysOfMonth.isEmpty()
            || daysOfMonth.stream()
                .anyMatch(span -> containsDay(span, local.getDayOfMonth(), length)));
  }

  private static boolean any(List<Span> spans, int value) {
    return spans.isEmpty() || spans.stream().anyMatch(span -> span.contains(value));
  }

  private static boolean containsDay(Span span, int day, int monthLength) {
    int first = span.first() < 0 ? monthLength + span.first() + 1 : span.first();
    int last = span.last() < 0 ? monthLength + span.last() + 1 : span.last();
    return first <= monthLength && day >= first && day <= Math.min(last, monthLength);
  }

  /**
   * Whole numbers from one to another.
   *
   * @param first the first of them
   * @param last the last of them, included
   */
  public record Span(int first, int last) {
    boolean contains(int value) {
      return value >= first && value <= last;
    }
  }
}
