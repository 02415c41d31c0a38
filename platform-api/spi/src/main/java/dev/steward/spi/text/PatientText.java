package dev.steward.spi.text;

/**
 * A text that may be looked at so many times: an engine that would try its ways for hours is
 * stopped instead.
 */
final class PatientText implements CharSequence {
  private static final long LOOKS = 200_000;
  private static final long LOOKS_PER_CHARACTER = 200;

  /** Says that the text was looked at too often. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("too many ways", null, false, false);
    }
  }

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
      throw new Exhausted();
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
