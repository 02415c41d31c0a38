package dev.steward.query.logql.syntax;

import dev.steward.spi.error.StewardException;
import dev.steward.spi.text.Regex;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of the groups of regular expressions. */
final class CaptureNames {
  private static final Pattern NAMED_GROUP = Pattern.compile("\\(\\?P?<([^>=!]+)>");
  private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z0-9_]+");

  private CaptureNames() {}

  /** Checks that an expression is well-formed and names its groups once each. */
  static void requireRegex(TokenStream tokens, Token expression) {
    Set<String> names = new HashSet<>();
    Matcher groups = NAMED_GROUP.matcher(expression.text());
    while (groups.find()) {
      String name = groups.group(1);
      if (!LABEL_NAME.matcher(name).matches()) {
        throw tokens.error(expression, "invalid extracted label name '" + name + "'");
      }
      if (!names.add(name)) {
        throw tokens.error(expression, "duplicate extracted label name '" + name + "'");
      }
    }
    try {
      Regex.compile(expression.text());
    } catch (StewardException e) {
      throw tokens.error(expression, String.valueOf(e.getMessage()));
    }
    if (names.isEmpty()) {
      throw tokens.error(expression, "at least one named capture must be supplied");
    }
  }
}
