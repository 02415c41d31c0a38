package dev.steward.formats.exposition;

/**
 * Numbers as label values: the bounds of buckets and the ranks of quantiles. A whole number has a
 * fraction, so that {@code 1} and {@code 1.0} name one series, as Prometheus 3 has it.
 */
public final class OpenMetricsNumber {
  private OpenMetricsNumber() {}

  /** The text of a number. */
  public static String text(double value) {
    StringBuilder text = new StringBuilder();
    NumberText.append(text, value);
    boolean whole = !Double.isNaN(value) && !Double.isInfinite(value);
    return whole && text.indexOf(".") < 0 && text.indexOf("e") < 0
        ? text.append(".0").toString()
        : text.toString();
  }

  /** The same number written so; text that is no number stays. */
  public static String normal(String written) {
    try {
      return switch (written) {
        case "+Inf", "Inf", "inf", "+inf" -> "+Inf";
        case "-Inf", "-inf" -> "-Inf";
        default -> text(Double.parseDouble(written));
      };
    } catch (NumberFormatException e) {
      return written;
    }
  }
}
