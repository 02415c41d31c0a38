package dev.steward.spi.text;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * A search for an expression in a text that tells what its groups hold. For one thread.
 *
 * <p>The JDK's engine, the faster one as a rule, searches first. Where it tries too many ways, or
 * nests too deep, a machine goes on that needs time proportional to the text, whatever the
 * expression.
 */
public final class RegexMatcher {
  private final Regex regex;
  private final String text;

  /** Null once it was given up. */
  private @Nullable Matcher fast;

  private @Nullable GroupMachine steady;

  /** Where the groups of the last match start and end. */
  private int[] groups = {};

  /** Where the next search starts; past the end where all was searched. */
  private int next;

  private int lastEnd = -1;

  RegexMatcher(Regex regex, Matcher fast, String text) {
    this.regex = regex;
    this.fast = fast;
    this.text = text;
  }

  /**
   * Moves to the next match. As in Go, an empty match right behind another one is none.
   *
   * @return whether there is one
   */
  public boolean find() {
    while (next <= text.length()) {
      int[] found = search(false);
      if (found == null) {
        next = text.length() + 1;
        return false;
      }
      boolean empty = found[0] == found[1];
      next = found[1];
      if (empty) {
        next += next < text.length() ? Character.charCount(text.codePointAt(next)) : 1;
      }
      boolean counts = !empty || found[0] != lastEnd;
      lastEnd = found[1];
      if (counts) {
        groups = found;
        return true;
      }
    }
    return false;
  }

  /** Whether the whole text matches. */
  public boolean matches() {
    next = 0;
    int[] found = search(true);
    groups = found == null ? groups : found;
    return found != null;
  }

  private int @Nullable [] search(boolean whole) {
    Matcher engine = fast;
    if (engine != null) {
      try {
        return (whole ? engine.matches() : engine.find(next)) ? spans(engine) : null;
      } catch (PatientText.Exhausted | StackOverflowError e) {
        fast = null;
      }
    }
    GroupMachine machine = steady;
    if (machine == null) {
      machine = new GroupMachine(regex.groupProgram(), text);
      steady = machine;
    }
    return machine.find(next, whole);
  }

  private static int[] spans(Matcher engine) {
    int[] spans = new int[2 * engine.groupCount() + 2];
    for (int i = 0; i < spans.length; i += 2) {
      spans[i] = engine.start(i / 2);
      spans[i + 1] = engine.end(i / 2);
    }
    return spans;
  }

  /** Where the last match starts, in characters from 0. */
  public int start() {
    return groups[0];
  }

  /** Where the last match ends. */
  public int end() {
    return groups[1];
  }

  /** How many groups the expression has. */
  public int groupCount() {
    return groups.length / 2 - 1;
  }

  /** What a group of the last match holds, or null where it took no part; 0 is the whole match. */
  public @Nullable String group(int number) {
    int start = groups[2 * number];
    return start < 0 ? null : text.substring(start, groups[2 * number + 1]);
  }
}
