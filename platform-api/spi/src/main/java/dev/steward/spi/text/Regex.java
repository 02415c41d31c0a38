package dev.steward.spi.text;

import dev.steward.spi.model.Line;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in the dialect of RE2, which the query languages use. Immutable and safe for
 * any thread.
 *
 * <p>Source: the RE2 syntax page. The expression is translated to {@link Pattern}.
 */
public final class Regex {
  private final String source;
  private final Pattern pattern;

  /** The same, with a dot for line ends too. */
  private final Pattern wholePattern;

  private final Map<String, Integer> groups;

  private Regex(String source, Pattern pattern, Pattern wholePattern, Map<String, Integer> groups) {
    this.source = source;
    this.pattern = pattern;
    this.wholePattern = wholePattern;
    this.groups = groups;
  }

  /**
   * Compiles an expression.
   *
   * @throws RegexSyntaxException if it is not one
   */
  public static Regex compile(String source) {
    Re2Translator translator = new Re2Translator(source);
    String translated = translator.translate();
    try {
      Pattern pattern = Pattern.compile(translated, Pattern.UNIX_LINES);
      Pattern wholePattern =
          translated.indexOf('.') < 0
              ? pattern
              : Pattern.compile(translated, Pattern.UNIX_LINES | Pattern.DOTALL);
      return new Regex(source, pattern, wholePattern, translator.groups());
    } catch (PatternSyntaxException e) {
      throw new RegexSyntaxException(source, e.getDescription(), e.getIndex());
    }
  }

  /** The expression as it was written. */
  public String source() {
    return source;
  }

  /** The translated expression; its groups have numbers and no names. */
  public Pattern pattern() {
    return pattern;
  }

  /** Numbers of the named groups, in the order in which they stand. */
  public Map<String, Integer> groups() {
    return Collections.unmodifiableMap(groups);
  }

  /** Whether the whole text matches; as in Prometheus, a dot then matches line ends too. */
  public boolean matchesWhole(String text) {
    return wholePattern.matcher(text).matches();
  }

  /** Whether the expression matches somewhere in a line. */
  public boolean find(Line line) {
    return pattern.matcher(line.toString()).find();
  }

  /** A matcher over a text. */
  public Matcher matcher(CharSequence text) {
    return pattern.matcher(text);
  }

  /** Equality of the expressions' text. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Regex that && source.equals(that.source);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(source);
  }

  @Override
  public String toString() {
    return source;
  }
}
