package dev.steward.collector.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Nagios plugin printed: {@code TEXT | PERFORMANCE}, then perhaps lines of more text, and
 * behind another {@code |} more performance data.
 *
 * <p>Performance data are {@code 'label'=value[unit];[warn];[crit];[min];[max]} with blanks between
 * them. Times are told in seconds and sizes in bytes.
 *
 * <p>Source: Monitoring Plugins Development Guidelines, "Performance data".
 *
 * @param text the first line's text
 * @param performance what was measured
 */
record PluginOutput(String text, List<Performance> performance) {
  private static final Pattern ITEM =
      Pattern.compile(
          "(?:'((?:[^']|'')+)'|([^\\s'=]+))=(U|-?[0-9.,]+(?:[eE][-+]?[0-9]+)?)([^\\s;0-9]*)"
              + "(?:;([^\\s;]*))?(?:;([^\\s;]*))?(?:;([^\\s;]*))?(?:;([^\\s;]*))?");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]*\\.?[0-9]+(?:[eE][-+]?[0-9]+)?");
  private static final int MAX_ITEMS = 100;
  private static final int MAX_TEXT = 1_000;

  /** Copies the list. */
  PluginOutput {
    performance = List.copyOf(performance);
  }

  /**
   * A measured value.
   *
   * @param label what
   * @param value how much
   * @param unit seconds, bytes, percent, {@code c} for a counter, or empty
   * @param warning above which a person is warned; NaN where it is not one number
   * @param critical above which it is critical; likewise
   * @param minimum the least that it can be; likewise
   * @param maximum the most that it can be; likewise
   */
  record Performance(
      String label,
      double value,
      String unit,
      double warning,
      double critical,
      double minimum,
      double maximum) {}

  static PluginOutput parse(String output) {
    int lineEnd = output.indexOf('\n');
    String first = lineEnd < 0 ? output : output.substring(0, lineEnd);
    String rest = lineEnd < 0 ? "" : output.substring(lineEnd + 1);
    int bar = first.indexOf('|');
    String text = (bar < 0 ? first : first.substring(0, bar)).strip();
    int restBar = rest.indexOf('|');
    String data =
        (bar < 0 ? "" : first.substring(bar + 1))
            + " "
            + (restBar < 0 ? "" : rest.substring(restBar + 1));
    return new PluginOutput(
        text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text, items(data));
  }

  private static List<Performance> items(String data) {
    List<Performance> items = new ArrayList<>();
    Matcher item = ITEM.matcher(data);
    while (item.find() && items.size() < MAX_ITEMS) {
      Unit unit = Unit.of(item.group(4) == null ? "" : item.group(4));
      double value = number(item.group(3), unit);
      if (!Double.isNaN(value)) {
        String quoted = item.group(1);
        items.add(
            new Performance(
                quoted == null ? item.group(2) : quoted.replace("''", "'"),
                value,
                unit.name(),
                number(item.group(5), unit),
                number(item.group(6), unit),
                number(item.group(7), unit),
                number(item.group(8), unit)));
      }
    }
    return items;
  }

  private static double number(@Nullable String text, Unit unit) {
    String plain = text == null ? "" : text.replace(',', '.');
    return NUMBER.matcher(plain).matches() ? Double.parseDouble(plain) * unit.factor() : Double.NaN;
  }

  /** A unit, and what makes a value one of its base unit. */
  private record Unit(String name, double factor) {
    static Unit of(String written) {
      return switch (written) {
        case "s" -> new Unit("seconds", 1);
        case "ms" -> new Unit("seconds", 1e-3);
        case "us" -> new Unit("seconds", 1e-6);
        case "ns" -> new Unit("seconds", 1e-9);
        case "%" -> new Unit("percent", 1);
        case "B" -> new Unit("bytes", 1);
        case "KB", "kB", "KiB" -> new Unit("bytes", 1L << 10);
        case "MB", "MiB" -> new Unit("bytes", 1L << 20);
        case "GB", "GiB" -> new Unit("bytes", 1L << 30);
        case "TB", "TiB" -> new Unit("bytes", 1L << 40);
        default -> new Unit(written, 1);
      };
    }
  }
}
