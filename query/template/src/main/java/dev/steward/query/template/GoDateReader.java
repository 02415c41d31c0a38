package dev.steward.query.template;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a date in the form of a {@link GoDateLayout}. For one use. */
public final class GoDateReader {
  private final String text;
  private int at;

  private int year = 1;
  private int month = 1;
  private int day = 1;
  private int dayOfYear = -1;
  private int hour;
  private int minute;
  private int second;
  private int nanos;
  private int afternoon = -1;
  private @Nullable ZoneOffset offset;

  private GoDateReader(String text) {
    this.text = text;
  }

  /**
   * The date that a text stands for.
   *
   * @param layout its form
   * @param text the text
   * @param zone the zone, where the text names none
   * @throws FunctionFailure if the text is not of that form
   */
  public static ZonedDateTime read(GoDateLayout layout, String text, ZoneId zone) {
    GoDateReader reader = new GoDateReader(text);
    try {
      return reader.read(layout, zone);
    } catch (DateTimeException | NumberFormatException e) {
      throw reader.failed();
    }
  }

  private FunctionFailure failed() {
    return new FunctionFailure("parsing time \"" + text + "\": cannot parse");
  }

  private ZonedDateTime read(GoDateLayout layout, ZoneId zone) {
    for (GoDateLayout.Part part : layout.parts()) {
      if (part.isFraction()) {
        fraction();
      } else if (part.standsForPart()) {
        piece(part.text());
      } else {
        literal(part.text());
      }
    }
    if (at != text.length()) {
      throw failed();
    }
    if (afternoon >= 0) {
      hour = hour % 12 + 12 * afternoon;
    }
    LocalDate date =
        dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
    LocalDateTime local = date.atTime(hour, minute, second, nanos);
    return local.atZone(offset != null ? offset : zone);
  }

  private void literal(String expected) {
    if (!text.startsWith(expected, at)) {
      throw failed();
    }
    at += expected.length();
  }

  private void piece(String piece) {
    switch (piece) {
      case "January" -> month = month(TextStyle.FULL);
      case "Jan" -> month = month(TextStyle.SHORT);
      case "1" -> month = number(1, 2);
      case "01" -> month = number(2, 2);
      case "Monday", "Mon", "MST" -> word();
      case "2", "_2" -> day = spacedNumber(2);
      case "02" -> day = number(2, 2);
      case "002" -> dayOfYear = number(3, 3);
      case "__2" -> dayOfYear = spacedNumber(3);
      case "2006" -> year = number(4, 4);
      case "06" -> {
        int short2 = number(2, 2);
        year = short2 >= 69 ? 1900 + short2 : 2000 + short2;
      }
      case "15" -> hour = number(1, 2);
      case "3" -> hour = number(1, 2);
      case "03" -> hour = number(2, 2);
      case "4" -> minute = number(1, 2);
      case "04" -> minute = number(2, 2);
      case "5" -> seconds(1);
      case "05" -> seconds(2);
      case "PM", "pm" -> {
        String half = text.substring(at, Math.min(text.length(), at + 2)).toUpperCase(Locale.ROOT);
        afternoon = half.equals("PM") ? 1 : half.equals("AM") ? 0 : -1;
        if (afternoon < 0) {
          throw failed();
        }
        at += 2;
      }
      default -> zone(piece);
    }
  }

  /** Seconds, and a fraction that the layout need not mention. */
  private void seconds(int min) {
    second = number(min, 2);
    if (at + 1 < text.length()
        && (text.charAt(at) == '.' || text.charAt(at) == ',')
        && Character.isDigit(text.charAt(at + 1))) {
      fraction();
    }
  }

  private void fraction() {
    if (at == text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
      return;
    }
    int from = ++at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    String digits = text.substring(from, Math.min(at, from + 9));
    nanos = Integer.parseInt(digits + "0".repeat(9 - digits.length()));
  }

  private int number(int min, int max) {
    int from = at;
    while (at < text.length() && at - from < max && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (at - from < min) {
      throw failed();
    }
    return Integer.parseInt(text, from, at, 10);
  }

  private int spacedNumber(int max) {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return number(1, max);
  }

  private int month(TextStyle style) {
    for (Month candidate : Month.values()) {
      String name = candidate.getDisplayName(style, Locale.ENGLISH);
      if (text.regionMatches(true, at, name, 0, name.length())) {
        at += name.length();
        return candidate.getValue();
      }
    }
    throw failed();
  }

  private void word() {
    int from = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    String word = text.substring(from, at);
    if (word.isEmpty()) {
      throw failed();
    }
    if (word.equals("UTC") || word.equals("GMT")) {
      offset = ZoneOffset.UTC;
    }
  }

  private void zone(String piece) {
    if (piece.charAt(0) == 'Z' && at < text.length() && text.charAt(at) == 'Z') {
      at++;
      offset = ZoneOffset.UTC;
      return;
    }
    int length = piece.length();
    int end = Math.min(text.length(), at + length);
    String written = text.substring(at, end);
    if (written.length() < 3 || "+-".indexOf(written.charAt(0)) < 0) {
      throw failed();
    }
    offset = ZoneOffset.of(written);
    at = end;
  }
}
