package dev.steward.formats.syslog;

import dev.steward.spi.model.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The message that is being read: the bytes, how far they are read, and what was found. Reused from
 * message to message; for one thread.
 */
final class Draft {
  byte[] bytes = new byte[0];

  /** The first byte of the whole message. */
  int start;

  /** The next byte to read. */
  int at;

  /** After the last byte. */
  int end;

  long receiveTimeNanos;
  int priority;
  long timestampNanos;
  String host = "";
  String app = "";
  String procid = "";
  String msgid = "";
  boolean malformed;
  private final List<StructuredParameter> parameters = new ArrayList<>();

  void begin(byte[] bytes, int start, int end, long receiveTimeNanos, String peer) {
    this.bytes = bytes;
    this.start = start;
    this.at = start;
    this.end = end;
    this.receiveTimeNanos = receiveTimeNanos;
    priority = SyslogMessage.DEFAULT_PRIORITY;
    timestampNanos = receiveTimeNanos;
    host = peer;
    app = "";
    procid = "";
    msgid = "";
    malformed = false;
    parameters.clear();
  }

  void add(String element, String name, String value) {
    parameters.add(new StructuredParameter(element, name, value));
  }

  /** Whether a byte stands at a position before the end. */
  boolean is(int position, char expected) {
    return position < end && bytes[position] == expected;
  }

  void skipSpaces() {
    while (is(at, ' ')) {
      at++;
    }
  }

  /** The position of the next space or tab from a position on, or the end. */
  int tokenEnd(int from) {
    int position = from;
    while (position < end && bytes[position] != ' ' && bytes[position] != '\t') {
      position++;
    }
    return position;
  }

  /** What was found, with a copy of the text from {@link #at} on; of all text if malformed. */
  SyslogMessage finish() {
    int from = malformed ? start : at;
    Line line = from == end ? Line.EMPTY : Line.wrap(Arrays.copyOfRange(bytes, from, end));
    List<StructuredParameter> found = parameters.isEmpty() ? List.of() : List.copyOf(parameters);
    return new SyslogMessage(
        priority, timestampNanos, host, app, procid, msgid, found, line, malformed);
  }
}
