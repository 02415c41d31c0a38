package dev.steward.formats.scrape;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as Prometheus' configuration writes them. */
final class ConfigUnits {
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d{1,4})y)?(?:(\\d{1,6})w)?(?:(\\d{1,7})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?"
              + "(?:(\\d{1,12})s)?(?:(\\d{1,15})ms)?");
  private static final long[] UNIT_MILLIS = {
    31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
  };
  private static final Pattern SIZE = Pattern.compile("(\\d{1,12})([KMGTPE]?i?B)?");
  private static final Map<Character, Integer> POWERS =
      Map.of('K', 1, 'M', 2, 'G', 3, 'T', 4, 'P', 5, 'E', 6);

  private ConfigUnits() {}

  static Optional<Long> millis(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (text.equals("0")) {
      return Optional.of(0L);
    }
    if (text.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    long millis = 0;
    for (int i = 0; i < UNIT_MILLIS.length; i++) {
      String count = matcher.group(i + 1);
      if (count != null) {
        millis += Long.parseLong(count) * UNIT_MILLIS[i];
      }
    }
    return Optional.of(millis);
  }

  /** Units are powers of 1024, with and without the {@code i}, as Prometheus takes them. */
  static Optional<Long> bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String unit = matcher.group(2);
    int power = unit == null ? 0 : POWERS.getOrDefault(unit.charAt(0), 0);
    long count = Long.parseLong(matcher.group(1));
    return count > Long.MAX_VALUE >>> 10 * power
        ? Optional.empty()
        : Optional.of(count << 10 * power);
  }

  static String duration(long millis) {
    String[] units = {"y", "w", "d", "h", "m", "s", "ms"};
    for (int i = 0; i < units.length; i++) {
      if (millis > 0 && millis % UNIT_MILLIS[i] == 0) {
        return millis / UNIT_MILLIS[i] + units[i];
      }
    }
    return "0s";
  }
}
