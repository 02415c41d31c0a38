package dev.steward.query.logql.text;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Amounts of bytes as text, such as {@code 1.5 KiB} or {@code 3MB}: decimal and binary units, in
 * any case, commas between digits ignored.
 */
public final class ByteSizes {
  private static final Map<String, Double> UNITS =
      Map.ofEntries(
          unit("", 1000, 0),
          unit("b", 1000, 0),
          unit("kb", 1000, 1),
          unit("k", 1000, 1),
          unit("mb", 1000, 2),
          unit("m", 1000, 2),
          unit("gb", 1000, 3),
          unit("g", 1000, 3),
          unit("tb", 1000, 4),
          unit("t", 1000, 4),
          unit("pb", 1000, 5),
          unit("p", 1000, 5),
          unit("eb", 1000, 6),
          unit("e", 1000, 6),
          unit("kib", 1024, 1),
          unit("ki", 1024, 1),
          unit("mib", 1024, 2),
          unit("mi", 1024, 2),
          unit("gib", 1024, 3),
          unit("gi", 1024, 3),
          unit("tib", 1024, 4),
          unit("ti", 1024, 4),
          unit("pib", 1024, 5),
          unit("pi", 1024, 5),
          unit("eib", 1024, 6),
          unit("ei", 1024, 6));

  /** 2 to the 64; from here on amounts are refused. */
  private static final double LIMIT = 0x1p64;

  private ByteSizes() {}

  private static Map.Entry<String, Double> unit(String name, int base, int power) {
    return Map.entry(name, Math.pow(base, power));
  }

  /**
   * What became of reading a text.
   *
   * @param bytes how many, fractions cut off, at most the largest long; without meaning where there
   *     is a problem
   * @param problem why the text is no amount of bytes, or null
   */
  public record Parsed(long bytes, @Nullable String problem) {}

  /** Reads a text. */
  public static Parsed parse(String text) {
    int at = 0;
    while (at < text.length() && isNumberCharacter(text.charAt(at))) {
      at++;
    }
    String digits = text.substring(0, at).replace(",", "");
    OptionalDouble number = Numbers.parse(digits);
    if (number.isEmpty()) {
      return new Parsed(0, Numbers.problem(digits));
    }
    String name = text.substring(at).strip().toLowerCase(Locale.ROOT);
    Double unit = UNITS.get(name);
    if (unit == null) {
      return new Parsed(0, "unhandled size name: " + name);
    }
    double bytes = number.getAsDouble() * unit;
    return bytes >= LIMIT ? new Parsed(0, "too large: " + text) : new Parsed((long) bytes, null);
  }

  private static boolean isNumberCharacter(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == ',';
  }

  /** As the template function {@code humanize} of byte sizes writes them: {@code 1.5 kB}. */
  public static String decimal(long bytes) {
    return humanized(bytes, 1000, new String[] {"B", "kB", "MB", "GB", "TB", "PB", "EB"});
  }

  private static String humanized(long bytes, int base, String[] names) {
    if (bytes < 10) {
      return bytes + " B";
    }
    int power = (int) Math.floor(Math.log(bytes) / Math.log(base));
    double value = Math.floor(bytes / Math.pow(base, power) * 10 + 0.5) / 10;
    String format = value < 10 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, value, names[power]);
  }
}
