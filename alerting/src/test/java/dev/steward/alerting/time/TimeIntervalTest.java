package dev.steward.alerting.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimeIntervalTest {
  private static boolean contains(TimeInterval interval, String moment) {
    return interval.contains(Instant.parse(moment));
  }

  @Test
  void anIntervalWithoutPartsIsAlways() {
    assertTrue(contains(TimeInterval.ALWAYS, "2026-11-20T12:00:00Z"));
  }

  @Test
  void officeHoursAreReadInTheirZone() {
    TimeInterval office =
        new TimeInterval(
            List.of(SpanText.times("09:00", "17:00")),
            List.of(SpanText.weekdays("monday:friday")),
            List.of(),
            List.of(),
            List.of(),
            ZoneId.of("Europe/Berlin"));
    assertTrue(contains(office, "2026-11-20T08:00:00Z"));
    assertTrue(contains(office, "2026-07-20T07:00:00Z"), "summer time");
    assertFalse(contains(office, "2026-11-20T16:00:00Z"), "the end is not included");
    assertFalse(contains(office, "2026-11-21T10:00:00Z"), "Saturday");
    assertFalse(contains(office, "2026-11-22T10:00:00Z"), "Sunday");
  }

  @Test
  void negativeDaysCountFromTheMonthsEnd() {
    TimeInterval lastThree =
        new TimeInterval(
            List.of(),
            List.of(),
            List.of(SpanText.daysOfMonth("-3:-1")),
            List.of(),
            List.of(),
            ZoneOffset.UTC);
    assertTrue(contains(lastThree, "2026-02-26T00:00:00Z"));
    assertTrue(contains(lastThree, "2026-02-28T00:00:00Z"));
    assertFalse(contains(lastThree, "2026-02-25T23:59:00Z"));
    assertFalse(contains(lastThree, "2026-03-28T00:00:00Z"));
  }

  @Test
  void daysThatAMonthDoesNotHaveAreIgnoredThere() {
    TimeInterval late =
        new TimeInterval(
            List.of(),
            List.of(),
            List.of(SpanText.daysOfMonth("31")),
            List.of(SpanText.months("february:march")),
            List.of(SpanText.years("2026")),
            ZoneOffset.UTC);
    assertFalse(contains(late, "2026-02-28T00:00:00Z"));
    assertTrue(contains(late, "2026-03-31T00:00:00Z"));
    assertFalse(contains(late, "2027-03-31T00:00:00Z"));
  }

  @Test
  void whatIsNoTimeIsSaidInAlertmanagersWords() {
    assertProblem(
        "start time cannot be equal or greater than end time",
        () -> SpanText.times("10:00", "09:00"));
    assertProblem(
        "couldn't parse timestamp 9:00, invalid format", () -> SpanText.times("9:00", "10:00"));
    assertProblem("both start and end times must be provided", () -> SpanText.times("", "10:00"));
    assertProblem("caturday is not a valid weekday", () -> SpanText.weekdays("Caturday"));
    assertProblem("start day cannot be before end day", () -> SpanText.weekdays("friday:monday"));
    assertProblem(
        "0 is not a valid day of the month: out of range", () -> SpanText.daysOfMonth("0"));
    assertProblem(
        "end day must be negative if start day is negative", () -> SpanText.daysOfMonth("-3:3"));
    assertProblem("end day 1 is always before start day 5", () -> SpanText.daysOfMonth("5:1"));
    assertProblem("end month may is before start month june", () -> SpanText.months("june:may"));
    assertProblem("end year 2019 is before start year 2020", () -> SpanText.years("2020:2019"));
  }

  private static void assertProblem(String problem, Runnable reading) {
    assertEquals(problem, assertThrows(IllegalArgumentException.class, reading::run).getMessage());
  }
}
