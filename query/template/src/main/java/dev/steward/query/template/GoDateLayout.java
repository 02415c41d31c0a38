package dev.steward.query.template;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A form of dates, written as Go writes it: as the moment Mon Jan 2 15:04:05 2006, zone -0700, in
 * that form. Immutable.
 */
public final class GoDateLayout {
  /** Pieces that stand for a part of a date; those that start like another come first. */
  private static final List<String> PIECES =
      List.of(
          "January",
          "Jan",
          "Monday",
          "Mon",
          "MST",
          "2006",
          "__2",
          "_2",
          "002",
          "01",
          "02",
          "03",
          "04",
          "05",
          "06",
          "15",
          "PM",
          "pm",
          "Z07:00:00",
          "Z070000",
          "Z07:00",
          "Z0700",
          "Z07",
          "-07:00:00",
          "-070000",
          "-07:00",
          "-0700",
          "-07",
          "1",
          "2",
          "3",
          "4",
          "5");

  /**
   * A part of the layout.
   *
   * @param text the piece, or literal text
   * @param standsForPart whether it is a piece
   */
  record Part(String text, boolean standsForPart) {
    /** Whether it is a fraction of a second, such as {@code .000}. */
    boolean isFraction() {
      return standsForPart && (text.charAt(0) == '.' || text.charAt(0) == ',');
    }
  }

  private final List<Part> parts = new ArrayList<>();

  /** Reads a layout; any text is one. */
  public GoDateLayout(String layout) {
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < layout.length()) {
      String piece = pieceAt(layout, at);
      if (piece.isEmpty()) {
        literal.append(layout.charAt(at++));
        continue;
      }
      if (!literal.isEmpty()) {
        parts.add(new Part(literal.toString(), false));
        literal.setLength(0);
      }
      parts.add(new Part(piece, true));
      at += piece.length();
    }
    if (!literal.isEmpty()) {
      parts.add(new Part(literal.toString(), false));
    }
  }

  List<Part> parts() {
    return parts;
  }

  private static String pieceAt(String layout, int at) {
    char c = layout.charAt(at);
    if (c == '.' || c == ',') {
      return fractionAt(layout, at);
    }
    for (String piece : PIECES) {
      if (layout.startsWith(piece, at) && !(piece.equals("Jan") && isWordAt(layout, at + 3))) {
        return piece;
      }
    }
    return "";
  }

  private static boolean isWordAt(String layout, int at) {
    return at < layout.length() && Character.isLowerCase(layout.charAt(at));
  }

  private static String fractionAt(String layout, int at) {
    int end = at + 1;
    char digit = end < layout.length() ? layout.charAt(end) : ' ';
    if (digit != '0' && digit != '9') {
      return "";
    }
    while (end < layout.length() && layout.charAt(end) == digit) {
      end++;
    }
    boolean digitFollows = end < layout.length() && Character.isDigit(layout.charAt(end));
    return digitFollows ? "" : layout.substring(at, end);
  }

  /** A date in this form. */
  public String format(ZonedDateTime date) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      text.append(part.standsForPart() ? format(part.text(), date) : part.text());
    }
    return text.toString();
  }

  private static String format(String piece, ZonedDateTime date) {
    int hour12 = date.getHour() % 12 == 0 ? 12 : date.getHour() % 12;
    return switch (piece) {
      case "January" -> name(date.getMonth(), TextStyle.FULL);
      case "Jan" -> name(date.getMonth(), TextStyle.SHORT);
      case "1" -> String.valueOf(date.getMonthValue());
      case "01" -> padded(date.getMonthValue(), 2, '0');
      case "Monday" -> name(date.getDayOfWeek(), TextStyle.FULL);
      case "Mon" -> name(date.getDayOfWeek(), TextStyle.SHORT);
      case "2" -> String.valueOf(date.getDayOfMonth());
      case "_2" -> padded(date.getDayOfMonth(), 2, ' ');
      case "02" -> padded(date.getDayOfMonth(), 2, '0');
      case "002" -> padded(date.getDayOfYear(), 3, '0');
      case "__2" -> padded(date.getDayOfYear(), 3, ' ');
      case "2006" -> padded(date.getYear(), 4, '0');
      case "06" -> padded(Math.floorMod(date.getYear(), 100), 2, '0');
      case "15" -> padded(date.getHour(), 2, '0');
      case "3" -> String.valueOf(hour12);
      case "03" -> padded(hour12, 2, '0');
      case "4" -> String.valueOf(date.getMinute());
      case "04" -> padded(date.getMinute(), 2, '0');
      case "5" -> String.valueOf(date.getSecond());
      case "05" -> padded(date.getSecond(), 2, '0');
      case "PM" -> date.getHour() < 12 ? "AM" : "PM";
      case "pm" -> date.getHour() < 12 ? "am" : "pm";
      case "MST" -> zoneName(date);
      default ->
          piece.charAt(0) == '.' || piece.charAt(0) == ','
              ? fraction(piece, date.getNano())
              : offset(piece, date.getOffset());
    };
  }

  private static String name(Month month, TextStyle style) {
    return month.getDisplayName(style, Locale.ENGLISH);
  }

  private static String name(DayOfWeek day, TextStyle style) {
    return day.getDisplayName(style, Locale.ENGLISH);
  }

  private static String padded(int number, int width, char filler) {
    String digits = String.valueOf(number);
    return String.valueOf(filler).repeat(Math.max(0, width - digits.length())) + digits;
  }

  private static String zoneName(ZonedDateTime date) {
    if (date.getZone() instanceof ZoneOffset offset) {
      return offset.equals(ZoneOffset.UTC) ? "UTC" : offset("-0700", offset);
    }
    boolean summer = date.getZone().getRules().isDaylightSavings(date.toInstant());
    String name =
        java.util.TimeZone.getTimeZone(date.getZone())
            .getDisplayName(summer, java.util.TimeZone.SHORT, Locale.ENGLISH);
    return name.startsWith("GMT") && name.length() > 3 ? offset("-07", date.getOffset()) : name;
  }

  private static String fraction(String piece, int nanos) {
    int width = piece.length() - 1;
    String digits = padded(nanos, 9, '0');
    digits = width <= 9 ? digits.substring(0, width) : digits + "0".repeat(width - 9);
    if (piece.charAt(1) == '0') {
      return piece.charAt(0) + digits;
    }
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return end == 0 ? "" : piece.charAt(0) + digits.substring(0, end);
  }

  private static String offset(String piece, ZoneOffset offset) {
    int seconds = offset.getTotalSeconds();
    if (piece.charAt(0) == 'Z' && seconds == 0) {
      return "Z";
    }
    String colon = piece.contains(":") ? ":" : "";
    int magnitude = Math.abs(seconds);
    StringBuilder text = new StringBuilder(seconds < 0 ? "-" : "+");
    text.append(padded(magnitude / 3600, 2, '0'));
    int digits = (int) piece.chars().filter(Character::isDigit).count();
    if (digits >= 4) {
      text.append(colon).append(padded(magnitude / 60 % 60, 2, '0'));
    }
    if (digits >= 6) {
      text.append(colon).append(padded(magnitude % 60, 2, '0'));
    }
    return text.toString();
  }
}
