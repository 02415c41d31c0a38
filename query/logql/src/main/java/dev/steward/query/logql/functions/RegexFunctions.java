package dev.steward.query.logql.functions;

import static dev.steward.query.template.Function.Type.STRING;

import dev.steward.query.template.Function;
import dev.steward.query.template.FunctionFailure;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.text.Regex;
import dev.steward.spi.text.RegexMatcher;
import dev.steward.spi.text.RegexReplacement;
import java.util.List;

/** Regular expressions over text. */
final class RegexFunctions {
  private RegexFunctions() {}

  static List<Function> all() {
    return List.of(
        Function.of(
            "regexReplaceAll",
            three ->
                RegexReplacement.of(three.string(2)).all(compile(three.string(0)), three.string(1)),
            STRING,
            STRING,
            STRING),
        Function.of(
            "regexReplaceAllLiteral",
            three ->
                RegexReplacement.of(three.string(2).replace("$", "$$"))
                    .all(compile(three.string(0)), three.string(1)),
            STRING,
            STRING,
            STRING),
        Function.of(
            "count", two -> count(compile(two.string(0)).matcher(two.string(1))), STRING, STRING));
  }

  private static long count(RegexMatcher matcher) {
    long count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  private static Regex compile(String expression) {
    try {
      return Regex.compile(expression);
    } catch (StewardException e) {
      throw new FunctionFailure(String.valueOf(e.getMessage()));
    }
  }
}
