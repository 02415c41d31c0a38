package dev.steward.collector.check;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The regular expressions of checks. */
final class Patterns {
  private Patterns() {}

  /** An expression that an answer must hold; empty where none is asked for. */
  static Optional<Pattern> of(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Pattern::compile);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "check: expect: "
              + text
              + ": "
              + e.getDescription()
              + " (expected: a regular expression)",
          e);
    }
  }
}
