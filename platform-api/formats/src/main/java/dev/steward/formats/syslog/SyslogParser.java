package dev.steward.formats.syslog;

import dev.steward.spi.model.Line;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads syslog messages: RFC 5424, RFC 3164, and what else is sent to a syslog port. For one
 * thread: it reuses its memory from message to message.
 *
 * <p>Every input gives a message. Where no header can be read, the text is the whole input, the
 * time is that of receipt, the host is the peer and the priority is 13; {@link
 * SyslogMessage#malformed()} says so. Parts of a header that can be read are taken even then.
 *
 * <p>How a message is read: the priority decides nothing; after it, a version with a stamp or a nil
 * value starts a header of RFC 5424, anything else is read along RFC 3164. A text that starts with
 * a whole header again came through a relay, and the inner header is taken (at most three deep).
 *
 * <p>Sources: RFC 5424 §6, RFC 3164 §4 and §5, and the formats of the senders that its tests name.
 */
public final class SyslogParser {
  private static final int MAX_HEADERS = 3;

  private final Draft draft = new Draft();
  private final TextCache texts = new TextCache();
  private final StampReader stamps;
  private final Rfc5424Reader rfc5424;
  private final Rfc3164Reader rfc3164;

  /**
   * Makes a parser.
   *
   * @param zone the zone of stamps that name none
   */
  public SyslogParser(ZoneId zone) {
    Objects.requireNonNull(zone, "zone");
    stamps = new StampReader(zone);
    HostReader hosts = new HostReader(texts);
    TagReader tags = new TagReader(texts);
    rfc5424 = new Rfc5424Reader(stamps, texts, hosts, tags);
    rfc3164 = new Rfc3164Reader(stamps, texts, hosts, tags);
  }

  /**
   * Reads one message: a datagram, or a frame of a stream.
   *
   * @param bytes holds the message; it is copied and may be written to afterwards
   * @param offset where the message starts
   * @param length its length in bytes; line ends and NULs at its end are not part of the message
   * @param receiveTimeNanos when it was received, nanoseconds since the Unix epoch; also tells the
   *     year of a stamp without one
   * @param peer address of who sent it, the host if the message does not name one
   */
  public SyslogMessage parse(
      byte[] bytes, int offset, int length, long receiveTimeNanos, String peer) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int start = offset;
    String host = peer;
    ProxyPreamble preamble = ProxyPreamble.read(bytes, offset, offset + length);
    if (preamble.isWhole()) {
      start += preamble.length();
      host = preamble.source().isEmpty() ? peer : preamble.source();
    }
    draft.begin(bytes, start, trimmedEnd(bytes, start, offset + length), receiveTimeNanos, host);
    header(0);
    return draft.finish();
  }

  /**
   * Reads a line that belongs to the message before it, such as a line of a stack trace sent with
   * line ends as frames: it has that message's header, and its own text.
   */
  public SyslogMessage continuation(SyslogMessage previous, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int end = trimmedEnd(bytes, offset, offset + length);
    return new SyslogMessage(
        previous.priority(),
        previous.timestampNanos(),
        previous.host(),
        previous.app(),
        previous.procid(),
        previous.msgid(),
        previous.parameters(),
        Line.wrap(Arrays.copyOfRange(bytes, offset, end)),
        previous.malformed());
  }

  private static int trimmedEnd(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from
        && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r' || bytes[end - 1] == 0)) {
      end--;
    }
    return end;
  }

  private void header(int depth) {
    int priority = PriorityReader.read(draft);
    if (priority >= 0) {
      draft.priority = priority;
    }
    boolean recognised = priority >= 0;
    int afterVersion = Rfc5424Reader.versionEnd(draft);
    if (priority != PriorityReader.ABSENT
        && afterVersion > 0
        && Rfc5424Reader.isHeader(draft, afterVersion)) {
      rfc5424.read(draft, afterVersion);
    } else {
      if (afterVersion > 0 && isStampAt(afterVersion)) {
        draft.at = afterVersion;
      }
      boolean stamped = rfc3164.read(draft, priority != PriorityReader.ABSENT);
      recognised |= stamped && priority == PriorityReader.ABSENT;
    }
    draft.malformed |= !recognised;
    if (!draft.malformed && depth + 1 < MAX_HEADERS && startsHeader()) {
      String relay = draft.host;
      draft.app = "";
      draft.procid = "";
      draft.msgid = "";
      draft.add("", "relay", relay);
      header(depth + 1);
    }
  }

  private boolean isStampAt(int from) {
    return stamps.readAny(draft.bytes, from, draft.end, draft.receiveTimeNanos);
  }

  /** Whether the text starts with a priority and a stamp, as only a header does. */
  private boolean startsHeader() {
    if (!draft.is(draft.at, '<')) {
      return false;
    }
    int from = draft.at;
    int priority = PriorityReader.read(draft);
    int afterVersion = Rfc5424Reader.versionEnd(draft);
    boolean header =
        priority >= 0
            && ((afterVersion > 0
                    && afterVersion < draft.end
                    && Rfc5424Reader.isHeader(draft, afterVersion))
                || isStampAt(draft.at));
    draft.at = from;
    return header;
  }
}
