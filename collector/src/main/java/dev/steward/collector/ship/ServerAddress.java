package dev.steward.collector.ship;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens for agents.
 *
 * @param host name or address; IPv6 without brackets
 * @param port TCP port
 */
public record ServerAddress(String host, int port) {
  private static final Pattern TEXT =
      Pattern.compile("(?:\\[([^\\]\\s]+)\\]|([^:\\s\\[\\]]+)):(\\d{1,5})");

  /** Checks the port. */
  public ServerAddress {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
    }
  }

  /** Reads {@code HOST:PORT}, an IPv6 address in brackets. */
  public static ServerAddress parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "server: " + text + " (expected: HOST:PORT, for example 192.0.2.7:8741)");
    }
    String host = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    return new ServerAddress(host, Integer.parseInt(matcher.group(3)));
  }

  /** As it is written. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
