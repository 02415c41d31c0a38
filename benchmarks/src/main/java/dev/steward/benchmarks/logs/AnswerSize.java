package dev.steward.benchmarks.logs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much an answer of Loki's interface says, so that a quick empty answer is noticed. */
final class AnswerSize {
  private static final Pattern VALUE = Pattern.compile("\\[\\s*\"?[0-9.]+\"?\\s*,\\s*\"([^\"]*)\"");

  private AnswerSize() {}

  /** The number of entries or points, and their sum where they are numbers. */
  static String of(String body) {
    int start = body.indexOf("\"result\":");
    int end = body.indexOf("\"stats\":", start);
    Matcher values = VALUE.matcher(body.substring(start, end < 0 ? body.length() : end));
    long count = 0;
    double sum = 0;
    while (values.find()) {
      count++;
      String value = values.group(1);
      sum += value.matches("[0-9.]+") ? Double.parseDouble(value) : 0;
    }
    return "%,d values, sum %,.0f".formatted(count, sum);
  }
}
