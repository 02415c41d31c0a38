package dev.steward.spi.text;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/**
 * A text that may be looked at so many times: an expression that would try its ways for hours is
 * stopped instead.
 */
final class PatientText implements CharSequence {
  private static final long LOOKS = 5_000_000;
  private static final long LOOKS_PER_CHARACTER = 2_000;

  private final CharSequence text;
  private final int from;
  private final int to;
  private long left;

  PatientText(CharSequence text) {
    this(text, 0, text.length(), LOOKS + LOOKS_PER_CHARACTER * text.length());
  }

  private PatientText(CharSequence text, int from, int to, long left) {
    this.text = text;
    this.from = from;
    this.to = to;
    this.left = left;
  }

  @Override
  public char charAt(int index) {
    if (--left < 0) {
      throw new StewardException(
          ErrorCode.EXECUTION_FAILED,
          "regular expression: tries too many ways on a text of " + text.length() + " characters");
    }
    return text.charAt(from + index);
  }

  @Override
  public int length() {
    return to - from;
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new PatientText(text, from + start, from + end, left);
  }

  @Override
  public String toString() {
    return text.subSequence(from, to).toString();
  }
}
