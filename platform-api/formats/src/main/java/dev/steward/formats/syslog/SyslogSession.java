package dev.steward.formats.syslog;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The syslog messages of one TCP or TLS connection: bytes go in, messages come out. For one thread.
 *
 * <p>Where line feeds end the frames, a message of several lines arrives as several frames. An
 * indented line without a priority, after a line that had one, is taken for the next line of the
 * same message and gets its header.
 */
public final class SyslogSession {
  private final SyslogParser parser;
  private final SyslogFraming framing;
  private final String peer;
  private @Nullable SyslogMessage lastWithPriority;
  private long malformed;

  /**
   * Starts a session.
   *
   * @param parser reads the messages; sessions of one thread may share it
   * @param maxFrame longest message in bytes; longer ones lose their end
   * @param peer address of who connected
   */
  public SyslogSession(SyslogParser parser, int maxFrame, String peer) {
    this.parser = Objects.requireNonNull(parser, "parser");
    this.framing = new SyslogFraming(maxFrame);
    this.peer = Objects.requireNonNull(peer, "peer");
  }

  /**
   * Takes bytes that arrived.
   *
   * @param receiveTimeNanos when they arrived, nanoseconds since the Unix epoch
   * @param sink takes each message
   */
  public void feed(
      byte[] bytes,
      int offset,
      int length,
      long receiveTimeNanos,
      Consumer<? super SyslogMessage> sink) {
    framing.feed(bytes, offset, length, frames(receiveTimeNanos, sink));
  }

  /** Says that nothing came for a while: see {@link SyslogFraming#idle}. */
  public void idle(long receiveTimeNanos, Consumer<? super SyslogMessage> sink) {
    framing.idle(frames(receiveTimeNanos, sink));
  }

  /** Says that the connection ended. */
  public void end(long receiveTimeNanos, Consumer<? super SyslogMessage> sink) {
    framing.end(frames(receiveTimeNanos, sink));
  }

  private SyslogFraming.Sink frames(long receiveTimeNanos, Consumer<? super SyslogMessage> sink) {
    return (bytes, offset, length, counted) -> {
      SyslogMessage message = message(bytes, offset, length, counted, receiveTimeNanos);
      malformed += message.malformed() ? 1 : 0;
      sink.accept(message);
    };
  }

  private SyslogMessage message(
      byte[] bytes, int offset, int length, boolean counted, long receiveTimeNanos) {
    boolean hasPriority = length > 0 && bytes[offset] == '<';
    SyslogMessage last = lastWithPriority;
    if (!counted && last != null && isIndented(bytes, offset, length)) {
      return parser.continuation(last, bytes, offset, length);
    }
    String host = framing.source().isEmpty() ? peer : framing.source();
    SyslogMessage message = parser.parse(bytes, offset, length, receiveTimeNanos, host);
    lastWithPriority = hasPriority && !counted && !message.malformed() ? message : null;
    return message;
  }

  /**
   * Whether a line goes on with the message before it, as the lines of a stack trace do. A line
   * without a priority that is not indented says nothing of where it belongs: it is a message of
   * its own that could not be read, and never takes another sender's name and time.
   */
  private static boolean isIndented(byte[] bytes, int offset, int length) {
    return length > 0 && (bytes[offset] == ' ' || bytes[offset] == '\t');
  }

  /** How many messages had no header that could be read. */
  public long malformed() {
    return malformed;
  }

  /** How many messages were too long, or broke off with the connection. */
  public long truncated() {
    return framing.truncated();
  }
}
