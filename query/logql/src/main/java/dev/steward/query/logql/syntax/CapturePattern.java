package dev.steward.query.logql.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of the {@code pattern} stage: literals and captures in turn. {@code <name>} gives a
 * label, {@code <_>} is skipped; any other text, also in angle brackets, is literal.
 *
 * @param parts the literals and captures in order
 */
public record CapturePattern(List<Part> parts) {
  private static final Pattern CAPTURE = Pattern.compile("<([a-zA-Z_][a-zA-Z0-9_]*)>");

  /** A literal or a capture. */
  public sealed interface Part {}

  /**
   * Text that stands in the line.
   *
   * @param text the text
   */
  public record Literal(String text) implements Part {
    /** Checks that nothing is missing. */
    public Literal {
      Objects.requireNonNull(text, "text");
    }
  }

  /**
   * Text that is taken from the line.
   *
   * @param label the label that it becomes, or null where it is skipped
   */
  public record Capture(@Nullable String label) implements Part {}

  /** Copies the list. */
  public CapturePattern {
    parts = List.copyOf(parts);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it names no label, names one twice, or two captures touch
   */
  public static CapturePattern parse(String source) {
    List<Part> parts = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    Matcher captures = CAPTURE.matcher(source);
    int at = 0;
    while (captures.find()) {
      if (captures.start() > at) {
        parts.add(new Literal(source.substring(at, captures.start())));
      } else if (at > 0) {
        throw new IllegalArgumentException(
            "found consecutive capture '" + previousCapture(source, at) + captures.group() + "'");
      }
      String name = captures.group(1);
      if (!name.equals("_") && !labels.add(name)) {
        throw new IllegalArgumentException("duplicate capture name (" + name + ")");
      }
      parts.add(new Capture(name.equals("_") ? null : name));
      at = captures.end();
    }
    if (at < source.length()) {
      parts.add(new Literal(source.substring(at)));
    }
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("at least one capture is required");
    }
    return new CapturePattern(parts);
  }

  private static String previousCapture(String source, int end) {
    return source.substring(source.lastIndexOf('<', end - 1), end);
  }
}
