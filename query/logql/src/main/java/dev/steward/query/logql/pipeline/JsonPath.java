package dev.steward.query.logql.pipeline;

import dev.steward.query.logql.text.JsonText;
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
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern INDEX = Pattern.compile("\\[\\s*(\\d{1,9})\\s*\\]");
  private static final Pattern QUOTED = Pattern.compile("\\[\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*\\]");

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
   * Reads a path.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static JsonPath parse(String source) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < source.length()) {
      Matcher name = NAME.matcher(source).region(at, source.length());
      Matcher index = INDEX.matcher(source).region(at, source.length());
      Matcher quoted = QUOTED.matcher(source).region(at, source.length());
      if (index.lookingAt()) {
        steps.add(new Element(Integer.parseInt(index.group(1))));
        at = index.end();
      } else if (quoted.lookingAt()) {
        steps.add(new Member(JsonText.unescaped(quoted.group(1))));
        at = quoted.end();
      } else if (name.lookingAt() && (at == 0 || source.charAt(at - 1) == '.')) {
        steps.add(new Member(name.group()));
        at = name.end();
      } else {
        throw invalid(source, at);
      }
      if (at < source.length() && source.charAt(at) == '.') {
        at++;
        if (at == source.length()) {
          throw invalid(source, at);
        }
      }
    }
    if (steps.isEmpty()) {
      throw invalid(source, 0);
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
