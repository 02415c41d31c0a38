package dev.steward.server.console;

import java.util.Locale;

/** How the numbers of a graph are written. */
public enum Unit {
  /** Parts of a hundred; the graph always reaches up to 100. */
  PERCENT,
  /** Bytes a second. */
  BYTES_PER_SECOND;

  private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

  /** The least value that the top of a graph stands for. */
  double leastTop() {
    return switch (this) {
      case PERCENT -> 100;
      case BYTES_PER_SECOND -> 1000;
    };
  }

  /** A round number at or above a value: 1, 2 or 5 times a power of ten. */
  double roundUp(double value) {
    double magnitude = Math.pow(10, Math.floor(Math.log10(value)));
    for (double factor : new double[] {1, 2, 5}) {
      if (value <= factor * magnitude) {
        return factor * magnitude;
      }
    }
    return 10 * magnitude;
  }

  /** A number in this unit, short. */
  public String format(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    return switch (this) {
      case PERCENT -> String.format(Locale.ROOT, value < 9.95 ? "%.1f %%" : "%.0f %%", value);
      case BYTES_PER_SECOND -> {
        double scaled = value;
        int prefix = 0;
        while (scaled >= 999.5 && prefix < PREFIXES.length - 1) {
          scaled /= 1000;
          prefix++;
        }
        String digits =
            String.format(Locale.ROOT, scaled < 9.95 && prefix > 0 ? "%.1f" : "%.0f", scaled);
        yield digits + " " + PREFIXES[prefix] + "B/s";
      }
    };
  }
}
