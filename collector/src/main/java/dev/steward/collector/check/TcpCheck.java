package dev.steward.collector.check;

import dev.steward.configuration.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Connects, and perhaps waits for a line that holds a text.
 *
 * @param target where
 * @param expect what the service's first line must hold
 */
record TcpCheck(HostPort target, Optional<Pattern> expect) implements Check {
  static TcpCheck parse(Map<String, String> entry) {
    return new TcpCheck(
        HostPort.parse(entry.getOrDefault("tcp", "")), Patterns.of(entry.get("expect")));
  }

  @Override
  public void run(CheckResult result) throws IOException {
    try (Socket socket = CheckAddress.connect(target, result)) {
      if (expect.isPresent()) {
        String line = new LineSocket(socket, result.deadline()).read();
        boolean found = expect.get().matcher(line).find();
        result.gauge(
            "probe_failed_due_to_regex", "Whether the answer was not as expected.", found ? 0 : 1);
        if (!found) {
          throw new IOException(target + ": " + line + " (expected: " + expect.get() + ")");
        }
      }
    }
  }
}
