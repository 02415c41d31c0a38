package dev.steward.configuration;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A host, by name or by address, and a TCP or UDP port.
 *
 * @param host name, IPv4 address or IPv6 address without brackets; not empty
 * @param port 0 to 65535; 0 lets the system choose one to listen on
 */
public record HostPort(String host, int port) {
  private static final int MAX_PORT = 65_535;
  private static final String EXPECTED = "host:port, such as 127.0.0.1:8740 or [::1]:8740";

  /** Checks that a host is given and the port is one. */
  public HostPort {
    Objects.requireNonNull(host, "host");
    if (host.isEmpty() || port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(host + ":" + port + " (expected: " + EXPECTED + ")");
    }
  }

  /**
   * Reads {@code host:port}; an IPv6 address stands in brackets.
   *
   * @throws IllegalArgumentException if the text is none
   */
  public static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || !isNumber(text, colon + 1)) {
      throw invalid(text);
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]") && host.length() > 2;
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    if (bracketed != host.contains(":") || !isHost(host)) {
      throw invalid(text);
    }
    int port = Integer.parseInt(text, colon + 1, text.length(), 10);
    if (port > MAX_PORT) {
      throw invalid(text);
    }
    return new HostPort(host, port);
  }

  private static boolean isNumber(String text, int from) {
    int length = text.length() - from;
    return length >= 1
        && length <= 5
        && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isHost(String host) {
    return host.chars().noneMatch(c -> c <= ' ' || "[]/@,\"'".indexOf(c) >= 0);
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(text + " (expected: " + EXPECTED + ")");
  }

  /**
   * Whether the host is written as this machine alone: {@code localhost}, 127.0.0.0/8 or ::1. No
   * name is looked up.
   */
  public boolean isLoopback() {
    return host.equalsIgnoreCase("localhost")
        || host.equals("::1")
        || host.equals("0:0:0:0:0:0:0:1")
        || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** The address to bind or to connect to; looks the host's name up. */
  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
  }
}
