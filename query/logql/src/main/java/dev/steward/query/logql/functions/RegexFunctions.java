package dev.steward.query.logql.functions;

import static dev.steward.query.template.Function.Type.STRING;

import dev.steward.query.template.Function;
import dev.steward.query.template.FunctionFailure;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.text.Regex;
import dev.steward.spi.text.RegexReplacement;
import java.util.List;
import java.util.regex.Matcher;

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
                compile(three.string(0))
                    .matcher(three.string(1))
                    .replaceAll(Matcher.quoteReplacement(three.string(2))),
            STRING,
            STRING,
            STRING),
        Function.of(
            "count",
            two -> compile(two.string(0)).matcher(two.string(1)).results().count(),
            STRING,
            STRING));
  }

  private static Regex compile(String expression) {
    try {
      return Regex.compile(expression);
    } catch (StewardException e) {
      throw new FunctionFailure(String.valueOf(e.getMessage()));
    }
  }
}
