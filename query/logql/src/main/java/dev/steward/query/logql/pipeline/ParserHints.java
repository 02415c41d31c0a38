package dev.steward.query.logql.pipeline;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which labels the rest of a metric query can see, so that parsers need not make others.
 *
 * @param wanted the labels, or null where all are
 * @param keepErrors whether the query looks at {@code __error__} itself, so that a line whose stage
 *     failed counts like any other
 */
public record ParserHints(@Nullable Set<String> wanted, boolean keepErrors) {
  /** All labels are wanted. */
  public static final ParserHints ALL = new ParserHints(null, false);

  /** Copies the set. */
  public ParserHints {
    wanted = wanted == null ? null : Set.copyOf(wanted);
  }

  /** Whether a label is wanted. */
  boolean wants(String name) {
    return wanted == null || wanted.contains(name);
  }

  /** Whether a wanted label may start with a prefix. */
  boolean wantsPrefix(String prefix) {
    if (wanted == null) {
      return true;
    }
    for (String name : wanted) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Whether parsing can stop: every wanted label has been made. */
  boolean isSatisfied(EntryLabels labels) {
    if (wanted == null) {
      return false;
    }
    for (String name : wanted) {
      if (!labels.wasParsed(name)) {
        return false;
      }
    }
    return true;
  }
}
