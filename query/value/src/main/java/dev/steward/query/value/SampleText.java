package dev.steward.query.value;

/**
 * Appends numbers as {@link FloatText#sample} writes them, without a text for each: a graph of a
 * hundred series is forty thousand of them.
 *
 * <p>Whole numbers and hundredths of up to fifteen digits, which is most of what is measured, are
 * written from an integer: so many digits always read back as the same number, and no fewer do.
 */
public final class SampleText {
  private static final double MAX_INTEGER = 1e15;

  private SampleText() {}

  /** Appends a number. */
  public static void append(StringBuilder text, double value) {
    double hundredths = Math.rint(value * 100);
    if (hundredths / 100 == value && Math.abs(hundredths) < MAX_INTEGER && value != 0) {
      appendHundredths(text, (long) hundredths);
    } else {
      text.append(FloatText.sample(value));
    }
  }

  private static void appendHundredths(StringBuilder text, long hundredths) {
    if (hundredths < 0) {
      text.append('-');
    }
    long magnitude = Math.abs(hundredths);
    text.append(magnitude / 100);
    int fraction = (int) (magnitude % 100);
    if (fraction != 0) {
      text.append('.').append((char) ('0' + fraction / 10));
      if (fraction % 10 != 0) {
        text.append((char) ('0' + fraction % 10));
      }
    }
  }
}
