package dev.steward.query.value;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as text: the shortest digits that read back as the same number, as Go's {@code strconv}
 * writes them.
 */
public final class FloatText {
  /** Up to here every whole number is a double of its own. */
  private static final double MAX_WHOLE = 1L << 53;

  private FloatText() {}

  /**
   * As the HTTP interfaces write samples: plain, but with an exponent where the magnitude is below
   * 1e-6 or at least 1e21.
   */
  public static String sample(double value) {
    double magnitude = Math.abs(value);
    if (magnitude != 0 && (magnitude < 1e-6 || magnitude >= 1e21)) {
      return scientific(value);
    }
    return plain(value);
  }

  /** Without an exponent: Go's format {@code 'f'}. */
  public static String plain(double value) {
    if ((long) value == value && Math.abs(value) < MAX_WHOLE && value != 0) {
      return Long.toString((long) value);
    }
    String special = special(value);
    if (special != null) {
      return special;
    }
    String text = Double.toString(value);
    // Within the range that the JDK writes plainly, its digits are the shortest.
    boolean plain = text.indexOf('E') < 0 && !text.endsWith(".0");
    return plain ? text : sign(value) + shortest(value).toPlainString();
  }

  /** With an exponent of at least two digits: Go's format {@code 'e'}. */
  public static String scientific(double value) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    BigDecimal number = shortest(value);
    String digits = number.unscaledValue().toString();
    int exponent = number.signum() == 0 ? 0 : digits.length() - 1 - number.scale();
    StringBuilder text = new StringBuilder(sign(value)).append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append('e').append(exponent < 0 ? '-' : '+');
    if (Math.abs(exponent) < 10) {
      text.append('0');
    }
    return text.append(Math.abs(exponent)).toString();
  }

  /** With an exponent where it is below -4 or above 5: Go's format {@code 'g'}. */
  public static String general(double value) {
    String special = special(value);
    if (special != null) {
      return special;
    }
    BigDecimal number = shortest(value);
    int exponent = number.signum() == 0 ? 0 : number.precision() - 1 - number.scale();
    return exponent < -4 || exponent >= 6 ? scientific(value) : plain(value);
  }

  private static @Nullable String special(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    return null;
  }

  private static String sign(double value) {
    return Double.doubleToRawLongBits(value) < 0 ? "-" : "";
  }

  /** The magnitude in its shortest digits. */
  private static BigDecimal shortest(double value) {
    double magnitude = Math.abs(value);
    BigDecimal digits = new BigDecimal(Double.toString(magnitude)).stripTrailingZeros();
    if (digits.precision() == 2) {
      // The JDK writes at least two digits; one may do for the smallest numbers.
      BigDecimal one = digits.round(new MathContext(1));
      if (one.doubleValue() == magnitude) {
        return one.stripTrailingZeros();
      }
    }
    return digits;
  }
}
