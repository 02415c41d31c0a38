package dev.steward.query.logql.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value stands in JSON: names and indexes, written {@code a.b[0]["c d"]}.
 *
 * @param steps the way from the outermost value
 */
public record JsonPath(List<Step> steps) {
  private static final Pattern WORD =
      Pattern.compile(
          "\\s*(?:(?<first>[A-Za-z_][A-Za-z0-9_]*)"
              + "|\\.\\s*(?<next>[A-Za-z_][A-Za-z0-9_]*)"
              + "|\\[\\s*\"(?<quoted>[^\"\\]]*)\"\\s*\\]"
              + "|\\[\\s*(?<index>[0-9]{1,9})\\s*\\])\\s*");

  /** One step of the way. */
  public sealed interface Step {}

  /**
   * To an object's member.
   *
   * @param name the member
   */
  public record Member(String name) implements Step {
    /** Checks that nothing is missing. */
    public Member {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * To an array's element.
   *
   * @param index which, from 0
   */
  public record Element(int index) implements Step {}

  /** Copies the list. */
  public JsonPath {
    steps = List.copyOf(steps);
  }

  /**
   * Reads a path: names with dots between, and names in quotes or indexes in brackets; blanks may
   * stand between the words. Nothing is escaped between quotes, which a bracket ends too.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static JsonPath parse(String source) {
    List<Step> steps = new ArrayList<>();
    Matcher words = WORD.matcher(source);
    while (words.lookingAt()) {
      boolean first = steps.isEmpty();
      String name = words.group(first ? "first" : "next");
      String quoted = words.group("quoted");
      String index = words.group("index");
      if (name != null) {
        steps.add(new Member(name));
      } else if (quoted != null) {
        steps.add(new Member(quoted));
      } else if (index != null) {
        steps.add(new Element(Integer.parseInt(index)));
      } else {
        throw invalid(source, words.regionStart());
      }
      words.region(words.end(), source.length());
    }
    if (steps.isEmpty() || words.regionStart() < source.length()) {
      throw invalid(source, words.regionStart());
    }
    return new JsonPath(steps);
  }

  private static IllegalArgumentException invalid(String source, int at) {
    String token = at >= source.length() ? "$end" : source.substring(at, at + 1);
    return new IllegalArgumentException(
        "cannot parse expression ["
            + source
            + "]: syntax error: unexpected "
            + token
            + " at column "
            + (at + 1));
  }
}
