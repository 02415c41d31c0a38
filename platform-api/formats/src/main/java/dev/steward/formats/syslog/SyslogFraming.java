package dev.steward.formats.syslog;

import java.util.Objects;

/**
 * Cuts a stream of bytes into syslog messages, as RFC 6587 says and as senders do: each frame is
 * counted in octets or ends with a line feed, and each is looked at anew. Incremental and without
 * I/O; for one thread and one connection.
 *
 * <p>A frame that starts with a number, a space and {@code <} is counted; any other ends at a line
 * feed. Line feeds, carriage returns and NULs between frames are skipped. A NUL ends a frame where
 * a {@code <} follows it.
 *
 * <p>Some senders count characters instead of bytes. Only a frame with bytes beyond ASCII tells: if
 * no frame starts after the counted bytes but one does after as many characters, the sender counts
 * characters from then on. Where the bytes that would tell have not come yet, the frame is held
 * until they come or {@link #idle} is called.
 *
 * <p>Memory is bounded: of a frame longer than the limit the start is given, the rest is skipped
 * and counted.
 */
public final class SyslogFraming {
  private static final int MAX_COUNT_DIGITS = 9;
  private static final int MAX_AMBIGUOUS = 16_384;
  private static final int WAIT = -1;

  /** Takes frames. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one frame, without its count and its line feed. The bytes are valid during the call.
     *
     * @param counted whether the frame was counted in octets
     */
    void frame(byte[] bytes, int offset, int length, boolean counted);
  }

  /** What a sender's counts mean. */
  private enum Counting {
    UNKNOWN,
    BYTES,
    /** Also what a sender counts whose texts hold no character that is two UTF-16 units. */
    UTF_16_UNITS,
    CODE_POINTS
  }

  private final int maxFrame;
  private byte[] held = new byte[8192];
  private int from;
  private int to;

  /** Up to here the held bytes hold no end of a line. */
  private int scanned;

  /** Bytes of a counted frame that are still to be skipped. */
  private long skipBytes;

  private boolean skipLine;
  private boolean atStart = true;
  private boolean sawCounted;
  private boolean nulEndsFrames;
  private Counting counting = Counting.UNKNOWN;
  private String source = "";
  private long truncated;

  /**
   * Makes the framing of one connection.
   *
   * @param maxFrame longest frame in bytes
   */
  public SyslogFraming(int maxFrame) {
    if (maxFrame < 1) {
      throw new IllegalArgumentException("maxFrame: " + maxFrame + " (expected: at least 1)");
    }
    this.maxFrame = maxFrame;
  }

  /** Takes bytes that arrived and gives the frames that they complete. */
  public void feed(byte[] bytes, int offset, int length, Sink sink) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int taken = 0;
    while (taken < length) {
      int part = Math.min(length - taken, Math.max(8192, maxFrame));
      append(bytes, offset + taken, part);
      taken += part;
      cut(sink, false, false);
    }
  }

  /**
   * Says that nothing came for a while (200 ms will do): a frame that was only held for what might
   * follow it is given.
   */
  public void idle(Sink sink) {
    cut(sink, true, false);
  }

  /** Says that the connection ended: what is held is given as the last frame. */
  public void end(Sink sink) {
    cut(sink, true, true);
  }

  /** The address that a proxy's preamble named; empty if there was none. */
  public String source() {
    return source;
  }

  /** How many frames were longer than the limit or broke off with the connection. */
  public long truncated() {
    return truncated;
  }

  private void append(byte[] bytes, int offset, int length) {
    if (to + length > held.length) {
      byte[] room =
          to - from + length > held.length
              ? new byte[Math.max(to - from + length, held.length * 2)]
              : held;
      System.arraycopy(held, from, room, 0, to - from);
      held = room;
      scanned -= from;
      to -= from;
      from = 0;
    }
    System.arraycopy(bytes, offset, held, to, length);
    to += length;
  }

  private void cut(Sink sink, boolean quiet, boolean closed) {
    while (step(sink, quiet, closed)) {
      if (from == to) {
        from = 0;
        to = 0;
        scanned = 0;
      }
    }
  }

  /** One frame or one skip; false if more bytes are needed. */
  private boolean step(Sink sink, boolean quiet, boolean closed) {
    if (from == to) {
      return false;
    }
    if (skipBytes > 0 || skipLine) {
      return skip();
    }
    if (atStart) {
      ProxyPreamble preamble = ProxyPreamble.read(held, from, to);
      if (preamble.isIncomplete() && !quiet) {
        return false;
      }
      atStart = false;
      if (preamble.isWhole()) {
        source = preamble.source();
        return consume(preamble.length());
      }
    }
    if (isNoise(held[from])) {
      return consume(1);
    }
    int countEnd = countEnd(quiet);
    if (countEnd == WAIT) {
      return false;
    }
    return countEnd > 0 ? counted(sink, countEnd, quiet, closed) : line(sink, quiet, closed);
  }

  private static boolean isNoise(byte b) {
    return b == '\n' || b == '\r' || b == 0;
  }

  private boolean consume(int length) {
    from += length;
    scanned = Math.max(scanned, from);
    return true;
  }

  private boolean skip() {
    if (skipBytes > 0) {
      int part = (int) Math.min(skipBytes, to - from);
      skipBytes -= part;
      return consume(part);
    }
    int at = from;
    while (at < to && held[at] != '\n') {
      at++;
    }
    skipLine = at == to;
    return consume(at - from);
  }

  /** The position after a count and its space; 0 if the frame is not counted; {@link #WAIT}. */
  private int countEnd(boolean quiet) {
    if (held[from] < '1' || held[from] > '9') {
      return 0;
    }
    int at = from;
    while (at < to && at - from <= MAX_COUNT_DIGITS && held[at] >= '0' && held[at] <= '9') {
      at++;
    }
    if (at - from > MAX_COUNT_DIGITS) {
      return 0;
    }
    if (at == to) {
      return quiet ? 0 : WAIT;
    }
    if (held[at] != ' ') {
      return 0;
    }
    if (at + 1 == to) {
      return quiet ? (sawCounted ? at + 1 : 0) : WAIT;
    }
    return sawCounted || held[at + 1] == '<' ? at + 1 : 0;
  }

  /** The number from here to a position; its digits were checked. */
  private int count(int end) {
    int count = 0;
    for (int at = from; at < end; at++) {
      count = count * 10 + (held[at] - '0');
    }
    return count;
  }

  private boolean counted(Sink sink, int start, boolean quiet, boolean closed) {
    int count = count(start - 1);
    if (count > maxFrame) {
      if (to - start < maxFrame && !closed) {
        return false;
      }
      int length = Math.min(maxFrame, to - start);
      truncated++;
      give(sink, start, length, start + length);
      skipBytes = count - (long) length;
      return true;
    }
    if (to - start < count) {
      if (closed) {
        truncated++;
        give(sink, start, to - start, to);
      }
      return closed;
    }
    int length = length(start, count, quiet);
    if (length == WAIT) {
      return false;
    }
    give(sink, start, length, start + length);
    return true;
  }

  private void give(Sink sink, int start, int length, int next) {
    sawCounted = true;
    from = next;
    scanned = next;
    // So many characters can be more bytes than the limit, though their count is not.
    truncated += length > maxFrame ? 1 : 0;
    sink.frame(held, start, Math.min(length, maxFrame), true);
  }

  /** How many bytes a count means; at least {@code count} bytes are there. */
  private int length(int start, int count, boolean quiet) {
    if (counting == Counting.BYTES || count > MAX_AMBIGUOUS || isAscii(start, start + count)) {
      return count;
    }
    if (counting != Counting.UNKNOWN) {
      int end = characterEnd(start, count, counting);
      return end >= 0 ? end - start : quiet ? count : WAIT;
    }
    int next = start + count;
    if (next == to) {
      return quiet ? count : WAIT;
    }
    if (startsFrame(next)) {
      counting = Counting.BYTES;
      return count;
    }
    int units = characterEnd(start, count, Counting.UTF_16_UNITS);
    int points = characterEnd(start, count, Counting.CODE_POINTS);
    boolean undecided = units < 0 || (units == to && points != units);
    if (undecided) {
      return quiet ? count : WAIT;
    }
    if (units == to || startsFrame(units)) {
      counting = Counting.UTF_16_UNITS;
      return units - start;
    }
    if (points < 0) {
      return quiet ? count : WAIT;
    }
    if (points == to || startsFrame(points)) {
      counting = Counting.CODE_POINTS;
      return points - start;
    }
    return count;
  }

  private boolean isAscii(int start, int end) {
    for (int at = start; at < end; at++) {
      if (held[at] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Where so many characters of UTF-8 end, or -1 if they have not all come. */
  private int characterEnd(int start, int count, Counting unit) {
    int at = start;
    int left = count;
    while (left > 0) {
      if (at >= to) {
        return -1;
      }
      int lead = held[at] & 0xFF;
      int size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      left -= size == 4 && unit == Counting.UTF_16_UNITS ? 2 : 1;
      at += size;
    }
    return at <= to ? at : -1;
  }

  private boolean startsFrame(int position) {
    int at = position;
    if (held[at] == '<' || isNoise(held[at])) {
      return true;
    }
    while (at < to && at - position <= MAX_COUNT_DIGITS && held[at] >= '0' && held[at] <= '9') {
      at++;
    }
    return at > position && (at == to || held[at] == ' ');
  }

  private boolean line(Sink sink, boolean quiet, boolean closed) {
    int at = Math.max(scanned, from);
    for (; at < to && at - from <= maxFrame; at++) {
      byte b = held[at];
      if (b == '\n') {
        return giveLine(sink, at);
      }
      if (b == 0) {
        if (at + 1 == to && !nulEndsFrames && !quiet) {
          scanned = at;
          return false;
        }
        if (nulEndsFrames || at + 1 == to || held[at + 1] == '<') {
          nulEndsFrames |= at + 1 < to;
          return giveLine(sink, at);
        }
      }
    }
    scanned = at;
    if (at - from > maxFrame) {
      truncated++;
      skipLine = true;
      int start = from;
      from += maxFrame;
      sink.frame(held, start, maxFrame, false);
      return true;
    }
    return closed && giveLine(sink, to);
  }

  private boolean giveLine(Sink sink, int end) {
    int start = from;
    from = Math.min(end + 1, to);
    scanned = from;
    sink.frame(held, start, end - start, false);
    return true;
  }
}
