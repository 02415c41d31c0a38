package dev.steward.query.template;

import dev.steward.query.value.FloatText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Fractions as Go's {@code printf} writes them; a negative precision asks for none. */
public final class GoFractions {
  private GoFractions() {}

  /** Without an exponent; six decimals where none are asked for. */
  static String fixed(double number, int precision) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return FloatText.plain(number);
    }
    String digits =
        new BigDecimal(number)
            .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
            .toPlainString();
    return number == 0 && 1 / number < 0 && !digits.startsWith("-") ? "-" + digits : digits;
  }

  /** With an exponent; six decimals where none are asked for. */
  static String exponent(double number, int precision) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      return FloatText.plain(number);
    }
    int digits = precision < 0 ? 6 : precision;
    BigDecimal rounded =
        new BigDecimal(number).round(new MathContext(digits + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.signum() == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded.movePointLeft(exponent).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
    return mantissa
        + "e"
        + (exponent < 0 ? "-" : "+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /** Whichever is shorter; all digits needed where no number of digits is asked for. */
  public static String general(double number, int precision) {
    if (precision < 0 || Double.isNaN(number) || Double.isInfinite(number) || number == 0) {
      return FloatText.general(number);
    }
    int digits = Math.max(1, precision);
    BigDecimal rounded =
        new BigDecimal(number).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent < -4 || exponent >= digits) {
      BigDecimal stripped = rounded.stripTrailingZeros();
      return exponent(rounded.doubleValue(), stripped.precision() - 1);
    }
    return rounded.stripTrailingZeros().toPlainString();
  }
}
