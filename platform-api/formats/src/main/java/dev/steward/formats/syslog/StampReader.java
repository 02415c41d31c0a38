package dev.steward.formats.syslog;

import java.time.ZoneId;

/**
 * Reads a time stamp in any of the forms that syslog senders write: RFC 3339 and its relatives, the
 * month-name stamp of RFC 3164 with or without year, zone and fraction, and Unix time. For one
 * thread; the result stands in {@link #nanos()} and {@link #end()} until the next call.
 *
 * <p>Bounds: the years 1970 to 2261; more than nine digits of a fraction are skipped.
 */
final class StampReader {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int LOCAL = Integer.MIN_VALUE;
  private static final long MIN_UNIX_TIME = 100_000_000L;
  private static final long MAX_UNIX_TIME = 4_102_444_800L;
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String WEEKDAYS = "montuewedthufrisatsun";

  private final CivilTime civil;

  private byte[] bytes = new byte[0];
  private int at;
  private int limit;

  private int year;
  private int month;
  private int day;
  private int secondOfDay;
  private int fractionNanos;
  private int offsetMinutes;

  private long nanos;

  /** Stamps without a zone are local times of this zone. */
  StampReader(ZoneId zone) {
    civil = new CivilTime(zone);
  }

  /** The time that was read, nanoseconds since the Unix epoch. */
  long nanos() {
    return nanos;
  }

  /** The position after the stamp. */
  int end() {
    return at;
  }

  /** Reads the stamp of RFC 5424: RFC 3339 in full, with its {@code T}. */
  boolean readRfc3339(byte[] source, int from, int to) {
    begin(source, from, to);
    return isDateStart() && iso() && finish(0);
  }

  /**
   * Reads a stamp of any form.
   *
   * @param receiveTimeNanos when the message arrived, which tells the year of a stamp without one
   */
  boolean readAny(byte[] source, int from, int to, long receiveTimeNanos) {
    begin(source, from, to);
    if (at < limit && (bytes[at] == '*' || bytes[at] == '.')) {
      at++;
    }
    if (at >= limit) {
      return false;
    }
    if (isDigit(at)) {
      return isDateStart() ? iso() && finish(receiveTimeNanos) : digits(receiveTimeNanos);
    }
    return monthName(receiveTimeNanos);
  }

  /** Whether a month-name stamp starts at a position, as a cheap test before reading it. */
  static boolean looksLikeMonthName(byte[] source, int from, int to) {
    return to - from >= 14 && source[from + 3] == ' ' && wordIndex(source, from, to, MONTHS) >= 0;
  }

  private void begin(byte[] source, int from, int to) {
    bytes = source;
    at = from;
    limit = to;
    year = 0;
    fractionNanos = 0;
    offsetMinutes = LOCAL;
  }

  private boolean isDateStart() {
    return at + 10 <= limit
        && isDigit(at)
        && isDigit(at + 1)
        && isDigit(at + 2)
        && isDigit(at + 3)
        && (bytes[at + 4] == '-' || bytes[at + 4] == '/')
        && bytes[at + 7] == bytes[at + 4];
  }

  private boolean iso() {
    year = number(at, 4);
    month = number(at + 5, 2);
    day = number(at + 8, 2);
    at += 10;
    if (at >= limit || (bytes[at] != 'T' && bytes[at] != 't' && bytes[at] != ' ')) {
      return false;
    }
    at++;
    if (!timeOfDay()) {
      return false;
    }
    if (!offset(at) && at < limit && bytes[at] == ' ') {
      offset(at + 1);
    }
    return true;
  }

  /** Unix time, or a month-name stamp with its year before it. */
  private boolean digits(long receiveTimeNanos) {
    int from = at;
    while (at < limit && isDigit(at) && at - from < 14) {
      at++;
    }
    int count = at - from;
    if (count == 4 && at < limit && bytes[at] == ' ') {
      year = number(from, 4);
      at++;
      return monthName(receiveTimeNanos);
    }
    return count >= 9 && count <= 13 && count != 11 && count != 12 && unixTime(from, count);
  }

  private boolean unixTime(int from, int count) {
    long value = 0;
    for (int position = from; position < from + count; position++) {
      value = value * 10 + (bytes[position] - '0');
    }
    if (count == 13) {
      fractionNanos = (int) (value % 1000) * 1_000_000;
      value /= 1000;
    } else if (at < limit && bytes[at] == '.') {
      fraction();
    }
    if (value < MIN_UNIX_TIME || value >= MAX_UNIX_TIME || !isStampEnd(at)) {
      return false;
    }
    nanos = value * NANOS_PER_SECOND + fractionNanos;
    return true;
  }

  private boolean monthName(long receiveTimeNanos) {
    if (wordIndex(bytes, at, limit, WEEKDAYS) >= 0) {
      at += 3;
      at += at < limit && bytes[at] == ',' ? 1 : 0;
      skipSpaces();
    }
    month = wordIndex(bytes, at, limit, MONTHS) + 1;
    at += 3;
    if (month == 0 || at >= limit || bytes[at] != ' ') {
      return false;
    }
    skipSpaces();
    day = shortNumber(2);
    if (day < 0 || at >= limit || bytes[at] != ' ') {
      return false;
    }
    skipSpaces();
    if (isYear(at)) {
      year = number(at, 4);
      at += 4;
      skipSpaces();
    }
    if (!timeOfDay()) {
      return false;
    }
    zoneAndYear();
    return finish(receiveTimeNanos);
  }

  private boolean timeOfDay() {
    int hour = shortNumber(2);
    if (hour < 0 || hour > 23 || !colonAndTwoDigits() || !isDigit(at + 1)) {
      return false;
    }
    int minute = number(at, 2);
    at += 2;
    if (minute > 59 || !colonAndTwoDigits()) {
      return false;
    }
    int second = number(at, 2);
    at += 2;
    if (second > 60) {
      return false;
    }
    secondOfDay = hour * 3600 + minute * 60 + second;
    if (at + 1 < limit && (bytes[at] == '.' || bytes[at] == ',') && isDigit(at + 1)) {
      fraction();
    }
    return true;
  }

  private boolean colonAndTwoDigits() {
    boolean found = at + 3 <= limit && bytes[at] == ':' && isDigit(at + 1) && isDigit(at + 2);
    at += 1;
    return found;
  }

  private void fraction() {
    at++;
    int scale = 100_000_000;
    while (at < limit && isDigit(at)) {
      fractionNanos += (bytes[at] - '0') * scale;
      scale /= 10;
      at++;
    }
  }

  /** What may follow a month-name stamp: a zone and a year, in either order. */
  private void zoneAndYear() {
    for (int part = 0; part < 2; part++) {
      if (offset(at)) {
        continue;
      }
      if (at >= limit || bytes[at] != ' ') {
        return;
      }
      if (year == 0 && isYear(at + 1) && isStampEnd(at + 5)) {
        year = number(at + 1, 4);
        at += 5;
      } else if (offsetMinutes != LOCAL || !offset(at + 1)) {
        return;
      }
    }
  }

  /** Reads {@code Z}, a zone's name or {@code +hh:mm}, {@code +hhmm}, {@code +hh} at a position. */
  private boolean offset(int from) {
    if (from >= limit) {
      return false;
    }
    byte first = bytes[from];
    if (first == '+' || first == '-') {
      return numericOffset(from);
    }
    int to = from;
    while (to < limit && to - from <= ZoneNames.MAX_LENGTH && isLetter(bytes[to])) {
      to++;
    }
    if (to == from || to - from > ZoneNames.MAX_LENGTH || !isStampEnd(to)) {
      return false;
    }
    int minutes =
        to - from == 1 && (first == 'Z' || first == 'z')
            ? 0
            : ZoneNames.minutes(TextCache.decode(bytes, from, to - from));
    if (minutes == ZoneNames.NONE) {
      return false;
    }
    offsetMinutes = minutes;
    at = to;
    return true;
  }

  private boolean numericOffset(int from) {
    if (from + 3 > limit || !isDigit(from + 1) || !isDigit(from + 2)) {
      return false;
    }
    int hours = number(from + 1, 2);
    int to = from + 3;
    int minutes = 0;
    int minutesAt = to < limit && bytes[to] == ':' ? to + 1 : to;
    if (minutesAt + 2 <= limit && isDigit(minutesAt) && isDigit(minutesAt + 1)) {
      minutes = number(minutesAt, 2);
      to = minutesAt + 2;
    }
    if (hours > 23 || minutes > 59 || !isStampEnd(to)) {
      return false;
    }
    offsetMinutes = (hours * 60 + minutes) * (bytes[from] == '-' ? -1 : 1);
    at = to;
    return true;
  }

  private boolean finish(long receiveTimeNanos) {
    if (year == 0) {
      year = civil.inferYear(month, day, secondOfDay, receiveTimeNanos);
    }
    if (year < 1970 || year > 2261 || !CivilTime.isDate(year, month, day) || !isStampEnd(at)) {
      return false;
    }
    long second = CivilTime.epochDay(year, month, day) * 86_400L + secondOfDay;
    second = offsetMinutes == LOCAL ? civil.toEpochSecond(second) : second - offsetMinutes * 60L;
    nanos = second * NANOS_PER_SECOND + fractionNanos;
    return true;
  }

  private boolean isStampEnd(int position) {
    if (position >= limit) {
      return true;
    }
    return switch (bytes[position]) {
      case ' ', '\t', ',' -> true;
      // An IPv6 address may follow a stamp too: 2001:db8::1 does not start with a year.
      case ':' -> position + 1 == limit || bytes[position + 1] == ' ' || bytes[position + 1] == '%';
      default -> false;
    };
  }

  private boolean isYear(int position) {
    return position + 4 <= limit
        && (bytes[position] == '1' || bytes[position] == '2')
        && isDigit(position + 1)
        && isDigit(position + 2)
        && isDigit(position + 3)
        && (position + 4 == limit || !isDigit(position + 4));
  }

  private void skipSpaces() {
    while (at < limit && bytes[at] == ' ') {
      at++;
    }
  }

  private boolean isDigit(int position) {
    return position < limit && bytes[position] >= '0' && bytes[position] <= '9';
  }

  private static boolean isLetter(byte b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
  }

  private int number(int from, int count) {
    int value = 0;
    for (int position = from; position < from + count; position++) {
      if (!isDigit(position)) {
        return -1;
      }
      value = value * 10 + (bytes[position] - '0');
    }
    return value;
  }

  /** A number of at most {@code max} digits, or -1. */
  private int shortNumber(int max) {
    int from = at;
    while (isDigit(at) && at - from < max) {
      at++;
    }
    return at == from ? -1 : number(from, at - from);
  }

  /** Which word of three letters, in any case, stands at a position; -1 for none. */
  private static int wordIndex(byte[] source, int from, int to, String words) {
    if (from + 3 > to) {
      return -1;
    }
    int first = source[from] | 0x20;
    int second = source[from + 1] | 0x20;
    int third = source[from + 2] | 0x20;
    for (int word = 0; word < words.length(); word += 3) {
      if (words.charAt(word) == first
          && words.charAt(word + 1) == second
          && words.charAt(word + 2) == third) {
        return word / 3;
      }
    }
    return -1;
  }
}
