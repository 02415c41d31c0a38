package dev.steward.spi.text;

import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression in the dialect of RE2, which the query languages use. Immutable and safe for
 * any thread.
 *
 * <p>Whether something matches is told in time proportional to the text, whatever the expression
 * is. What the groups hold is found by the JDK's engine as long as that is fast, and else by one
 * that is always.
 *
 * <p>Characters are Unicode code points; in a line, a byte that is no UTF-8 counts as U+FFFD.
 *
 * <p>Source: the RE2 syntax page, and Go's {@code regexp/syntax}.
 */
public final class Regex {
  private final String source;
  private final RegexNode expression;
  private final Map<String, Integer> groups;
  private final int groupCount;
  private final String required;
  private final byte[] requiredBytes;

  /** Whether a line matches as soon as it holds the required literal. */
  private final boolean literal;

  private final String prefix;
  private final @Nullable Set<String> texts;
  private final ByteAutomaton anywhere;
  private final ByteAutomaton whole;

  /** Made when groups are first asked for. */
  private volatile @Nullable Pattern pattern;

  /** Made when the JDK's engine is first too slow. */
  private volatile @Nullable GroupProgram program;

  private Regex(String source) {
    RegexParser parser = new RegexParser(source, false);
    this.source = source;
    this.expression = parser.parse();
    this.groupCount = parser.groupCount();
    this.groups = Collections.unmodifiableMap(parser.groups());
    RegexNode dotAll = new RegexParser(source, true).parse();
    this.required = RegexLiterals.required(expression);
    this.requiredBytes = required.getBytes(StandardCharsets.UTF_8);
    this.texts = RegexLiterals.texts(dotAll);
    this.prefix = RegexLiterals.prefix(dotAll);
    this.literal = isOnly(RegexLiterals.texts(expression), required) && !hasPlaces(expression);
    this.anywhere = new ByteAutomaton(ByteProgram.of(expression, true, source));
    this.whole = new ByteAutomaton(ByteProgram.of(dotAll, false, source));
  }

  private static boolean isOnly(@Nullable Set<String> texts, String text) {
    return texts != null && texts.size() == 1 && texts.contains(text);
  }

  private static boolean hasPlaces(RegexNode node) {
    return switch (node) {
      case RegexNode.Any any -> false;
      case RegexNode.Place place -> true;
      case RegexNode.Group group -> hasPlaces(group.part());
      case RegexNode.Sequence sequence -> sequence.parts().stream().anyMatch(Regex::hasPlaces);
      case RegexNode.Choice choice -> choice.options().stream().anyMatch(Regex::hasPlaces);
      case RegexNode.Repeat repeat -> hasPlaces(repeat.part());
    };
  }

  /**
   * Compiles an expression.
   *
   * @throws RegexSyntaxException if it is not one
   */
  public static Regex compile(String source) {
    return new Regex(source);
  }

  /** The expression as it was written. */
  public String source() {
    return source;
  }

  /**
   * Numbers of the named groups, in the order in which they stand; of a name used twice, the first.
   */
  public Map<String, Integer> groups() {
    return groups;
  }

  /**
   * A text that stands in everything that matches, case and all; empty where none is known. Who
   * keeps an index may skip what does not hold it.
   */
  public String requiredLiteral() {
    return required;
  }

  /** A text that everything starts with that matches as a whole; empty where none is known. */
  public String literalPrefix() {
    return prefix;
  }

  /**
   * All texts that match as a whole, where they are known and few, as of {@code a|b|c} or {@code
   * mx[12]}: who keeps an index may look each of them up.
   */
  public Optional<Set<String>> literalTexts() {
    return Optional.ofNullable(texts).map(Collections::unmodifiableSet);
  }

  /** Whether the whole text matches; as in Prometheus, a dot then matches line ends too. */
  public boolean matchesWhole(String text) {
    if (texts != null) {
      return texts.contains(text);
    }
    if (!text.startsWith(prefix)) {
      return false;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return whole.matches(bytes, 0, bytes.length);
  }

  /** Whether the expression matches somewhere in a line. */
  public boolean find(Line line) {
    if (requiredBytes.length > 0) {
      boolean holds = line.indexOf(requiredBytes, 0) >= 0;
      if (!holds || literal) {
        return holds;
      }
    }
    int from = line.offset();
    int to = from + line.length();
    if (Utf8.isValid(line.array(), from, to)) {
      return anywhere.matches(line.array(), from, to);
    }
    byte[] mended = line.toString().getBytes(StandardCharsets.UTF_8);
    return anywhere.matches(mended, 0, mended.length);
  }

  /** A matcher that tells what the groups hold. */
  public RegexMatcher matcher(String text) {
    Pattern known = pattern;
    if (known == null) {
      known = Pattern.compile(JdkDialect.of(expression));
      pattern = known;
    }
    return new RegexMatcher(this, known.matcher(new PatientText(text)), text);
  }

  GroupProgram groupProgram() {
    GroupProgram known = program;
    if (known == null) {
      known = GroupProgram.of(expression, groupCount, source);
      program = known;
    }
    return known;
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
