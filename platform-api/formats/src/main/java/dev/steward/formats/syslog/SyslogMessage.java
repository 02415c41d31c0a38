package dev.steward.formats.syslog;

import dev.steward.spi.model.Line;
import java.util.List;
import java.util.Objects;

/**
 * One syslog message. Texts are empty where the sender gave nothing. Immutable and safe for any
 * thread.
 *
 * @param priority facility times eight plus severity, 0 to 191; 13 (user, notice) where the sender
 *     gave none
 * @param timestampNanos when it was sent, or when it was received if it does not say, nanoseconds
 *     since the Unix epoch
 * @param host who sent it: what the message says, else the peer
 * @param app name of the program, without its process id
 * @param procid process id, or what stands in its place
 * @param msgid kind of message
 * @param parameters structured data and what came before the header, in order
 * @param line the text; the whole message as it came if it is malformed
 * @param malformed whether no header could be read, so that nothing was cut from the text
 */
public record SyslogMessage(
    int priority,
    long timestampNanos,
    String host,
    String app,
    String procid,
    String msgid,
    List<StructuredParameter> parameters,
    Line line,
    boolean malformed) {
  /** What a message without a priority gets: facility user, severity notice. */
  public static final int DEFAULT_PRIORITY = 13;

  private static final String[] FACILITIES = {
    "kern",
    "user",
    "mail",
    "daemon",
    "auth",
    "syslog",
    "lpr",
    "news",
    "uucp",
    "cron",
    "authpriv",
    "ftp",
    "ntp",
    "security",
    "console",
    "solaris-cron",
    "local0",
    "local1",
    "local2",
    "local3",
    "local4",
    "local5",
    "local6",
    "local7"
  };

  /** Checks that nothing is missing. The list must not change afterwards; it is not copied. */
  public SyslogMessage {
    Objects.checkIndex(priority, 192);
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(procid, "procid");
    Objects.requireNonNull(msgid, "msgid");
    Objects.requireNonNull(parameters, "parameters");
    Objects.requireNonNull(line, "line");
  }

  /** 0 (emergency) to 7 (debug). */
  public int severity() {
    return priority & 7;
  }

  /** 0 (kernel) to 23 (local7). */
  public int facility() {
    return priority >> 3;
  }

  /** The facility's usual name, such as {@code authpriv}. */
  public String facilityName() {
    return FACILITIES[facility()];
  }
}
