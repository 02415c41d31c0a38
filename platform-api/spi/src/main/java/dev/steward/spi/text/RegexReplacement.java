package dev.steward.spi.text;

import java.util.Map;
import java.util.Objects;

/**
 * Text that stands for what a regular expression found: {@code $1} or {@code ${1}} is a group,
 * {@code $name} or {@code ${name}} a named one, {@code $$} a dollar. A group that the expression
 * does not have is empty. Immutable.
 *
 * <p>Source: Go's {@code Regexp.Expand}.
 */
public final class RegexReplacement {
  private final String template;

  private RegexReplacement(String template) {
    this.template = Objects.requireNonNull(template, "template");
  }

  /** The replacement that a template writes. */
  public static RegexReplacement of(String template) {
    return new RegexReplacement(template);
  }

  /** A text with all that the expression finds replaced. */
  public String all(Regex regex, String text) {
    RegexMatcher matcher = regex.matcher(text);
    StringBuilder replaced = new StringBuilder();
    int at = 0;
    while (matcher.find()) {
      replaced.append(text, at, matcher.start());
      expand(regex, matcher, replaced);
      at = matcher.end();
    }
    return replaced.append(text, at, text.length()).toString();
  }

  /** The replacement of the whole text, which the matcher has matched. */
  public String of(Regex regex, RegexMatcher matched) {
    StringBuilder text = new StringBuilder();
    expand(regex, matched, text);
    return text.toString();
  }

  private void expand(Regex regex, RegexMatcher matcher, StringBuilder into) {
    int at = 0;
    while (at < template.length()) {
      char c = template.charAt(at++);
      if (c != '$' || at == template.length()) {
        into.append(c);
      } else if (template.charAt(at) == '$') {
        into.append('$');
        at++;
      } else {
        at = group(regex, matcher, at, into);
      }
    }
  }

  private int group(Regex regex, RegexMatcher matcher, int at, StringBuilder into) {
    boolean braces = template.charAt(at) == '{';
    int from = braces ? at + 1 : at;
    int to = from;
    while (to < template.length() && isNamePart(template.charAt(to))) {
      to++;
    }
    if (to == from || (braces && (to == template.length() || template.charAt(to) != '}'))) {
      into.append('$');
      return at;
    }
    into.append(value(regex, matcher, template.substring(from, to)));
    return braces ? to + 1 : to;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static String value(Regex regex, RegexMatcher matcher, String name) {
    Map<String, Integer> names = regex.groups();
    Integer number = names.get(name);
    if (number == null && name.length() < 6 && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
      number = Integer.valueOf(name);
    }
    if (number == null || number > matcher.groupCount()) {
      return "";
    }
    String found = matcher.group(number);
    return found == null ? "" : found;
  }
}
