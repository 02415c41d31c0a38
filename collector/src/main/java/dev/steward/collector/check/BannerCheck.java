package dev.steward.collector.check;

import dev.steward.configuration.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Connects to a mail service, waits for its greeting and takes leave.
 *
 * @param target where
 * @param greeting how its first line starts
 * @param leave what ends the session
 */
record BannerCheck(HostPort target, Pattern greeting, String leave) implements Check {
  private static final Pattern SMTP = Pattern.compile("220[ -]");
  private static final Pattern IMAP = Pattern.compile("\\* (OK|PREAUTH)\\b");

  /** RFC 5321: the greeting has the code 220. */
  static BannerCheck smtp(Map<String, String> entry) {
    return new BannerCheck(HostPort.parse(entry.getOrDefault("smtp", "")), SMTP, "QUIT");
  }

  /** RFC 9051: the greeting is {@code * OK} or {@code * PREAUTH}. */
  static BannerCheck imap(Map<String, String> entry) {
    return new BannerCheck(HostPort.parse(entry.getOrDefault("imap", "")), IMAP, "a LOGOUT");
  }

  @Override
  public void run(CheckResult result) throws IOException {
    try (Socket socket = CheckAddress.connect(target, result)) {
      LineSocket lines = new LineSocket(socket, result.deadline());
      String line = lines.read();
      boolean greeted = greeting.matcher(line).lookingAt();
      result.gauge(
          "probe_failed_due_to_regex", "Whether the answer was not as expected.", greeted ? 0 : 1);
      result.text(line);
      lines.write(leave);
      if (!greeted) {
        throw new IOException(target + ": " + line + " (expected: " + greeting + ")");
      }
    }
  }
}
