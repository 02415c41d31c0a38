package dev.steward.spi.select;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape of a line: literals with captures ({@code <_>}) between them, as LogQL's {@code |>}
 * writes it.
 *
 * <p>Source: Loki's pattern filter. Each literal is searched from the end of the one before,
 * without going back; a leading literal starts the line, a trailing one ends it, and a capture
 * holds at least one byte.
 *
 * @param source the pattern as it was written
 * @param literals the literals in order
 * @param startsWithCapture whether a capture comes before the first literal
 * @param endsWithCapture whether a capture comes after the last literal
 */
public record LinePattern(
    String source, List<byte[]> literals, boolean startsWithCapture, boolean endsWithCapture) {
  private static final String CAPTURE = "<_>";

  /** Copies the list. */
  public LinePattern {
    literals = List.copyOf(literals);
  }

  /**
   * Reads a pattern.
   *
   * @throws StewardException if two captures touch or a capture has a name
   */
  public static LinePattern parse(String source) {
    List<byte[]> literals = new ArrayList<>();
    int at = 0;
    boolean previousWasCapture = false;
    while (at < source.length()) {
      if (source.startsWith(CAPTURE, at)) {
        if (previousWasCapture) {
          throw invalid(source, "found consecutive capture '<_><_>'");
        }
        previousWasCapture = true;
        at += CAPTURE.length();
      } else {
        int next = source.indexOf(CAPTURE, at);
        int end = next < 0 ? source.length() : next;
        String literal = source.substring(at, end);
        if (literal.matches("(?s).*<[A-Za-z_][A-Za-z0-9_]*>.*")) {
          throw invalid(source, "named captures are not allowed");
        }
        literals.add(literal.getBytes(StandardCharsets.UTF_8));
        previousWasCapture = false;
        at = end;
      }
    }
    return new LinePattern(
        source,
        literals,
        source.startsWith(CAPTURE),
        source.endsWith(CAPTURE) && !source.isEmpty());
  }

  private static StewardException invalid(String source, String problem) {
    return new StewardException(
        ErrorCode.INVALID_ARGUMENT, "invalid pattern: " + problem + ": `" + source + "`");
  }

  /** Whether a line has this shape. */
  public boolean accepts(Line line) {
    if (source.isEmpty() || line.length() == 0) {
      return source.isEmpty() && line.length() == 0;
    }
    int at = 0;
    for (int i = 0; i < literals.size(); i++) {
      byte[] literal = literals.get(i);
      int found = line.indexOf(literal, at);
      boolean captureBefore = i > 0 || startsWithCapture;
      if (found < 0 || (captureBefore ? found == at : found != at)) {
        return false;
      }
      at = found + literal.length;
    }
    return endsWithCapture ? at < line.length() : at == line.length();
  }
}
