package dev.steward.formats.syslog;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What holds for any bytes at all; checked by the fuzzer and by seeded tests. */
final class SyslogProperties {
  private static final int MAX_FRAME = 64;

  private SyslogProperties() {}

  /** Any bytes are a message, whose text ends as they do and can be stored. */
  static void parsing(byte[] bytes) {
    SyslogParser parser = new SyslogParser(ZoneOffset.UTC);
    SyslogMessage message =
        parser.parse(bytes, 0, bytes.length, Parsing.nanos(Parsing.RECEIVED), Parsing.PEER);
    byte[] text = message.line().toByteArray();
    int end = bytes.length;
    while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r' || bytes[end - 1] == 0)) {
      end--;
    }
    check(
        text.length <= end
            && Arrays.equals(text, Arrays.copyOfRange(bytes, end - text.length, end)),
        "the text is not how the message ends");
    SyslogStreams streams = new SyslogStreams();
    check(streams.stream(message).size() == 4, "a stream has four labels");
    check(streams.entry(message).line() == message.line(), "the entry has another line");
    SyslogMessage again =
        parser.parse(bytes, 0, bytes.length, Parsing.nanos(Parsing.RECEIVED), Parsing.PEER);
    check(again.equals(message), "read twice, it is another message");
  }

  /** Any bytes give frames within the limit, together no longer than the bytes. */
  static void framing(byte[] bytes) {
    List<byte[]> whole = frames(bytes, Math.max(1, bytes.length));
    int total = 0;
    boolean ascii = true;
    for (byte[] frame : whole) {
      check(frame.length <= MAX_FRAME, "a frame over the limit");
      total += frame.length;
    }
    for (byte b : bytes) {
      ascii &= b >= 0;
    }
    check(total <= bytes.length, "more bytes in frames than there were");
    if (ascii) {
      List<byte[]> single = frames(bytes, 1);
      check(
          Arrays.deepEquals(whole.toArray(), single.toArray()),
          "other frames when the bytes come one by one");
    } else {
      frames(bytes, 1);
    }
  }

  private static List<byte[]> frames(byte[] bytes, int chunk) {
    SyslogFraming framing = new SyslogFraming(MAX_FRAME);
    List<byte[]> frames = new ArrayList<>();
    SyslogFraming.Sink sink =
        (held, offset, length, counted) ->
            frames.add(Arrays.copyOfRange(held, offset, offset + length));
    for (int at = 0; at < bytes.length; at += chunk) {
      framing.feed(bytes, at, Math.min(chunk, bytes.length - at), sink);
    }
    framing.end(sink);
    return frames;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
