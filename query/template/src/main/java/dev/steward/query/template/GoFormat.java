package dev.steward.query.template;

import dev.steward.spi.model.GoQuoting;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Formats as Go's {@code printf}. For one call. */
final class GoFormat {
  private static final int MAX_WIDTH = 10_000;

  private final String format;
  private final Arguments arguments;
  private final StringBuilder text = new StringBuilder();
  private int at;
  private int next;

  private boolean minus;
  private boolean plus;
  private boolean sharp;
  private boolean space;
  private boolean zero;
  private int width;
  private int precision;

  private GoFormat(String format, Arguments arguments, int firstArgument) {
    this.format = format;
    this.arguments = arguments;
    this.next = firstArgument;
  }

  /** Formats the arguments from {@code first} on. */
  static String format(String format, Arguments arguments, int first) {
    return new GoFormat(format, arguments, first).run();
  }

  /** A character in single quotes. */
  static String quotedRune(int rune) {
    String quoted = GoQuoting.quote(Character.toString(rune));
    String inside = quoted.substring(1, quoted.length() - 1);
    return "'" + (rune == '\'' ? "\\'" : rune == '"' ? "\"" : inside) + "'";
  }

  private String run() {
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      if (percent < 0) {
        text.append(format, at, format.length());
        break;
      }
      text.append(format, at, percent);
      at = percent + 1;
      directive();
    }
    if (next < arguments.size()) {
      text.append("%!(EXTRA ");
      for (int i = next; i < arguments.size(); i++) {
        Object extra = arguments.any(i);
        text.append(i > next ? ", " : "")
            .append(extra == null ? "<nil>" : Values.typeName(extra) + "=" + GoPrint.nested(extra));
      }
      text.append(')');
    }
    return text.toString();
  }

  private void directive() {
    flags();
    width = number(true);
    if (width < -1) {
      minus = true;
      width = -width;
    }
    precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision = Math.max(0, number(false));
    }
    if (at == format.length()) {
      text.append("%!(NOVERB)");
      return;
    }
    int verb = format.codePointAt(at);
    at += Character.charCount(verb);
    if (verb == '%') {
      text.append('%');
    } else if (next >= arguments.size()) {
      text.append("%!").appendCodePoint(verb).append("(MISSING)");
    } else {
      pad(value(verb, arguments.any(next++)), verb);
    }
  }

  private void flags() {
    minus = plus = sharp = space = zero = false;
    for (; at < format.length(); at++) {
      switch (format.charAt(at)) {
        case '-' -> minus = true;
        case '+' -> plus = true;
        case '#' -> sharp = true;
        case ' ' -> space = true;
        case '0' -> zero = true;
        default -> {
          return;
        }
      }
    }
  }

  /** A number, or {@code *} for one of the arguments; -1 where there is none. */
  private int number(boolean mayBeNegative) {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      if (next < arguments.size() && arguments.any(next) instanceof Long given) {
        next++;
        long limited = Math.clamp(given, -MAX_WIDTH, MAX_WIDTH);
        return limited < 0 && !mayBeNegative ? -1 : (int) limited;
      }
      text.append("%!(BADWIDTH)");
      return -1;
    }
    int from = at;
    while (at < format.length() && Character.isDigit(format.charAt(at))) {
      at++;
    }
    if (at == from) {
      return -1;
    }
    return at - from > 5 ? MAX_WIDTH : Math.min(MAX_WIDTH, Integer.parseInt(format, from, at, 10));
  }

  private void pad(String value, int verb) {
    int missing = width - value.codePointCount(0, value.length());
    if (missing <= 0) {
      text.append(value);
    } else if (minus) {
      text.append(value).repeat(' ', missing);
    } else if (zero && verb != 's' && verb != 'v' && verb != 'q' && isNumber(value)) {
      int sign = value.startsWith("-") || value.startsWith("+") ? 1 : 0;
      text.append(value, 0, sign).repeat('0', missing).append(value, sign, value.length());
    } else {
      text.repeat(' ', missing).append(value);
    }
  }

  private static boolean isNumber(String value) {
    return !value.isEmpty() && !value.endsWith("Inf") && !value.equals("NaN");
  }

  private String value(int verb, @Nullable Object value) {
    if (verb == 'T') {
      return Values.typeName(value);
    }
    if (value instanceof Collection<?> all && verb != 'v') {
      return all.stream()
          .map(element -> value(verb, element))
          .collect(Collectors.joining(" ", "[", "]"));
    }
    String formatted =
        switch (value) {
          case null -> verb == 'v' ? "<nil>" : null;
          case Boolean truth -> verb == 't' || verb == 'v' ? truth.toString() : null;
          case Long number -> integer(verb, number);
          case Double number -> fraction(verb, number);
          case String string -> string(verb, string);
          default -> verb == 'v' || verb == 's' ? GoPrint.nested(value) : null;
        };
    if (formatted != null) {
      return formatted;
    }
    String shown = value == null ? "<nil>" : Values.typeName(value) + "=" + GoPrint.nested(value);
    return "%!" + Character.toString(verb) + "(" + shown + ")";
  }

  private @Nullable String integer(int verb, long number) {
    return switch (verb) {
      case 'd', 'v' -> signed(number, digits(number, 10));
      case 'b' -> signed(number, (sharp ? "0b" : "") + digits(number, 2));
      case 'o' -> signed(number, (sharp ? "0" : "") + digits(number, 8));
      case 'O' -> signed(number, "0o" + digits(number, 8));
      case 'x' -> signed(number, (sharp ? "0x" : "") + digits(number, 16));
      case 'X' -> signed(number, (sharp ? "0X" : "") + digits(number, 16).toUpperCase(Locale.ROOT));
      case 'c' -> Character.toString(rune(number));
      case 'q' -> quotedRune(rune(number));
      case 'U' -> "U+" + String.format("%04X", number);
      default -> null;
    };
  }

  private static int rune(long number) {
    boolean valid =
        number >= 0
            && number <= Character.MAX_CODE_POINT
            && (number < Character.MIN_SURROGATE || number > Character.MAX_SURROGATE);
    return valid ? (int) number : 0xFFFD;
  }

  private String digits(long number, int radix) {
    String digits = Long.toString(number, radix);
    String unsigned = number < 0 ? digits.substring(1) : digits;
    return precision > unsigned.length()
        ? "0".repeat(precision - unsigned.length()) + unsigned
        : unsigned;
  }

  private String signed(long number, String digits) {
    return (number < 0 ? "-" : plus ? "+" : space ? " " : "") + digits;
  }

  private @Nullable String fraction(int verb, double number) {
    String unsigned =
        switch (verb) {
          case 'e', 'E' -> GoFractions.exponent(number, precision);
          case 'f', 'F' -> GoFractions.fixed(number, precision);
          case 'g', 'G', 'v' -> GoFractions.general(number, precision);
          default -> null;
        };
    if (unsigned == null) {
      return null;
    }
    String sign = number >= 0 || Double.isNaN(number) ? (plus ? "+" : space ? " " : "") : "";
    String shown = Double.isInfinite(number) && number > 0 ? "+Inf" : sign + unsigned;
    return verb == 'E' || verb == 'G' ? shown.toUpperCase(Locale.ROOT) : shown;
  }

  private @Nullable String string(int verb, String string) {
    String cut =
        precision >= 0 && precision < string.codePointCount(0, string.length())
            ? string.substring(0, string.offsetByCodePoints(0, precision))
            : string;
    return switch (verb) {
      case 's' -> cut;
      case 'v' -> sharp ? GoQuoting.quote(cut) : cut;
      case 'q' -> sharp && cut.indexOf('`') < 0 ? "`" + cut + "`" : GoQuoting.quote(cut);
      case 'x' -> HexFormat.of().formatHex(cut.getBytes(StandardCharsets.UTF_8));
      case 'X' -> HexFormat.of().withUpperCase().formatHex(cut.getBytes(StandardCharsets.UTF_8));
      default -> null;
    };
  }
}
