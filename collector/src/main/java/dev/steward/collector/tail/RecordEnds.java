package dev.steward.collector.tail;

import java.time.Duration;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which lines of a file belong together, such as the lines of a stack trace. Immutable and safe for
 * any thread.
 *
 * <p>A record ends before a line that starts one, behind a line that ends one, and when nothing has
 * been written behind it for a while.
 */
final class RecordEnds {
  /** The word that stands for {@link #INDENTED}. */
  static final String INDENTED_NAME = "indented";

  private static final Duration QUIET = Duration.ofSeconds(1);

  /** How much of a line is compared with a pattern. */
  private static final int COMPARED_BYTES = 1024;

  /** Every line is a record of its own. */
  static final RecordEnds EACH_LINE = new RecordEnds(null, null, QUIET);

  /** Tells something of a line, without its end. */
  @FunctionalInterface
  interface LineTest {
    /** Whether it is so. */
    boolean test(byte[] bytes, int from, int length);
  }

  /**
   * Lines go on that are indented, or that go on with a stack trace of Java, Python, Go or .NET.
   */
  static final RecordEnds INDENTED =
      new RecordEnds(
          Pattern.compile(
              "(?![ \\t]|$|Caused by:|Suppressed:|\\.\\.\\. \\d+ more|Traceback |goroutine \\d+"
                  + "|[\\w.$]+(Error|Exception|Exit|Interrupt)(:|$)|}|\\))"),
          null,
          QUIET);

  private final @Nullable Pattern start;
  private final @Nullable LineTest end;
  private final Duration quiet;

  private RecordEnds(@Nullable Pattern start, @Nullable LineTest end, Duration quiet) {
    this.start = start;
    this.end = end;
    this.quiet = quiet;
  }

  /**
   * What a configuration says: {@value #INDENTED_NAME}, or a regular expression that a record's
   * first line starts with.
   *
   * @throws IllegalArgumentException if it is no regular expression
   */
  static RecordEnds parse(String text) {
    if (text.equals(INDENTED_NAME)) {
      return INDENTED;
    }
    try {
      return new RecordEnds(Pattern.compile(text), null, QUIET);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "multiline: " + text + ": " + e.getDescription() + " (expected: a regular expression)",
          e);
    }
  }

  /** Records from one line to another, however long the second is in coming. */
  static RecordEnds between(String start, String end, Duration quiet) {
    Pattern last = Pattern.compile(end);
    return new RecordEnds(
        Pattern.compile(start),
        (bytes, from, length) -> fits(last, FileEncoding.UTF_8, bytes, from, length),
        quiet);
  }

  /** Records whose last line is known by itself. */
  static RecordEnds endingWith(LineTest end) {
    return new RecordEnds(null, end, QUIET);
  }

  /** Whether every line is a record. */
  boolean isEachLine() {
    return start == null && end == null;
  }

  /** How long nothing must have come behind a record for it to count as whole. */
  Duration quiet() {
    return quiet;
  }

  private static boolean fits(
      @Nullable Pattern pattern, FileEncoding encoding, byte[] bytes, int from, int length) {
    int compared = Math.min(length, COMPARED_BYTES);
    return pattern != null && pattern.matcher(encoding.text(bytes, from, compared)).lookingAt();
  }

  /** Where the record ends that starts at a position; -1 if it may go on behind {@code to}. */
  int recordEnd(FileEncoding encoding, byte[] bytes, int from, int to) {
    int at = from;
    while (at < to) {
      int lineEnd = encoding.lineEnd(bytes, at, to);
      int next = lineEnd < 0 ? to : lineEnd;
      int length = encoding.withoutEnd(bytes, at, next);
      if (isEachLine() || (end != null && end.test(bytes, at, length))) {
        return next;
      }
      if (at > from && fits(start, encoding, bytes, at, length)) {
        return at;
      }
      at = next;
    }
    return -1;
  }

  /** Where the last record ends that is known to be whole; 0 if none is. */
  int lastRecordEnd(FileEncoding encoding, byte[] bytes, int to) {
    int end = 0;
    int next = recordEnd(encoding, bytes, 0, to);
    while (next > 0 && next < to) {
      end = next;
      next = recordEnd(encoding, bytes, end, to);
    }
    return next == to ? to : end;
  }
}
