package dev.steward.query.promql.function;

import java.util.Comparator;

/** Text with runs of digits compared as numbers: {@code cpu2} before {@code cpu10}. */
final class NaturalOrder implements Comparator<String> {
  static final NaturalOrder INSTANCE = new NaturalOrder();

  private NaturalOrder() {}

  @Override
  public int compare(String left, String right) {
    int i = 0;
    int j = 0;
    while (i < left.length() && j < right.length()) {
      boolean digits = isDigit(left.charAt(i)) && isDigit(right.charAt(j));
      int leftEnd = digits ? endOfDigits(left, i) : i + 1;
      int rightEnd = digits ? endOfDigits(right, j) : j + 1;
      int order =
          digits
              ? compareNumbers(left.substring(i, leftEnd), right.substring(j, rightEnd))
              : Character.compare(left.charAt(i), right.charAt(j));
      if (order != 0) {
        return order;
      }
      i = leftEnd;
      j = rightEnd;
    }
    return Integer.compare(left.length() - i, right.length() - j);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int endOfDigits(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int compareNumbers(String left, String right) {
    String one = left.replaceFirst("^0+(?=.)", "");
    String other = right.replaceFirst("^0+(?=.)", "");
    int byLength = Integer.compare(one.length(), other.length());
    if (byLength != 0) {
      return byLength;
    }
    int byDigits = one.compareTo(other);
    return byDigits != 0 ? byDigits : Integer.compare(left.length(), right.length());
  }
}
