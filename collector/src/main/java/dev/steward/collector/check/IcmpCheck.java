package dev.steward.collector.check;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;

/**
 * Sends an echo request, with the system's {@code ping}: it has the right to, which this agent need
 * not have.
 *
 * @param host to whom
 */
record IcmpCheck(String host) implements Check {
  static IcmpCheck parse(Map<String, String> entry) {
    String host = entry.getOrDefault("icmp", "");
    if (host.isBlank() || host.startsWith("-")) {
      throw new IllegalArgumentException("check: icmp: " + host + " (expected: a host)");
    }
    return new IcmpCheck(host);
  }

  @Override
  public void run(CheckResult result) throws IOException, InterruptedException {
    InetAddress address = CheckAddress.resolve(host, result);
    int seconds = Math.max(1, result.deadline().millisLeft() / 1000);
    List<String> command =
        List.of(
            "ping",
            "-n",
            "-q",
            "-c",
            "1",
            "-W",
            Integer.toString(seconds),
            address.getHostAddress());
    BoundedProcess.Ended ended = BoundedProcess.run(command, result.deadline());
    if (ended.exitCode() != 0) {
      throw new IOException(host + ": no answer " + ended.output().strip());
    }
  }
}
