package dev.steward.formats.syslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Messages as tests want to see them. */
final class Parsing {
  static final Instant RECEIVED = Instant.parse("2026-11-20T12:00:00Z");
  static final String PEER = "192.0.2.1";

  private Parsing() {}

  static SyslogMessage parse(String message) {
    return parse(message.getBytes(StandardCharsets.UTF_8));
  }

  static SyslogMessage parse(byte[] message) {
    return parse(message, ZoneOffset.UTC);
  }

  static SyslogMessage parse(byte[] message, ZoneId zone) {
    return new SyslogParser(zone).parse(message, 0, message.length, nanos(RECEIVED), PEER);
  }

  static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  /**
   * The parts of a message that were found, in one line: {@code PRI TIME HOST APP[PID] MSGID |
   * TEXT}.
   */
  static String shown(SyslogMessage message) {
    Instant time =
        Instant.ofEpochSecond(
            Math.floorDiv(message.timestampNanos(), 1_000_000_000L),
            Math.floorMod(message.timestampNanos(), 1_000_000_000L));
    return message.priority()
        + " "
        + (time.equals(RECEIVED) ? "received" : time)
        + " "
        + (message.host().equals(PEER) ? "peer" : message.host())
        + " "
        + (message.app().isEmpty() ? "-" : message.app())
        + (message.procid().isEmpty() ? "" : "[" + message.procid() + "]")
        + (message.msgid().isEmpty() ? "" : " " + message.msgid())
        + (message.malformed() ? " malformed" : "")
        + " | "
        + message.line();
  }
}
