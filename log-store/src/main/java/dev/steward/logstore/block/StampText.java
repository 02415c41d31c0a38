package dev.steward.logstore.block;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * The time of an entry as its line may repeat it: {@code 2026-11-19T23:59:01.123456Z} (RFC 3339,
 * UTC, with 3, 6 or 9 digits of a second). Where lines do, the slots that hold it need not be kept:
 * they follow from the time. For one thread; it keeps the minute rendered last.
 */
final class StampText {
  /** Slots that the text takes in a template: every run of digits is a word of its own. */
  static final int SLOTS = 6;

  private static final int FRACTION_AT = 20;
  private static final int[] SLOT_AT = {0, 5, 8, 14, 17, FRACTION_AT};
  private static final int[] SLOT_LENGTH = {4, 2, 5, 2, 2};
  private static final long MINUTE = 60_000_000_000L;
  private static final long DAY = 24 * 60 * MINUTE;

  private final byte[] text = "0000-00-00T00:00:00.000000000Z".getBytes(StandardCharsets.US_ASCII);
  private long day = Long.MIN_VALUE;

  /** Nanoseconds since the Unix epoch at which the minute of the text starts. */
  private long minute = 1;

  /** Whether digits of a second may be so many. */
  static boolean isPrecision(int digits) {
    return digits == 3 || digits == 6 || digits == 9;
  }

  /** Where in the text a slot starts. */
  static int slotAt(int slot) {
    return SLOT_AT[slot];
  }

  /** How long a slot is in a text with so many digits of a second. */
  static int slotLength(int slot, int digits) {
    return slot < SLOT_LENGTH.length ? SLOT_LENGTH[slot] : digits + 1;
  }

  /** Length of a text with so many digits of a second. */
  static int length(int digits) {
    return FRACTION_AT + digits + 1;
  }

  /** The text of a time; it changes with the next call. */
  byte[] render(long nanos, int digits) {
    long start = Math.floorDiv(nanos, MINUTE) * MINUTE;
    if (start != minute) {
      renderMinute(nanos);
      minute = start;
    }
    long rest = nanos - start;
    twoDigits(17, (int) (rest / 1_000_000_000L));
    int fraction = (int) (rest % 1_000_000_000L);
    for (int left = 9; left > digits; left -= 3) {
      fraction /= 1000;
    }
    for (int at = FRACTION_AT + digits - 1; at >= FRACTION_AT; at--) {
      text[at] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    text[FRACTION_AT + digits] = 'Z';
    return text;
  }

  private void renderMinute(long nanos) {
    long epochDay = Math.floorDiv(nanos, DAY);
    if (epochDay != day) {
      LocalDate date = LocalDate.ofEpochDay(epochDay);
      twoDigits(0, date.getYear() / 100);
      twoDigits(2, date.getYear() % 100);
      twoDigits(5, date.getMonthValue());
      twoDigits(8, date.getDayOfMonth());
      day = epochDay;
    }
    int minutes = (int) ((nanos - epochDay * DAY) / MINUTE);
    twoDigits(11, minutes / 60);
    twoDigits(14, minutes % 60);
  }

  private void twoDigits(int at, int number) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
  }
}
