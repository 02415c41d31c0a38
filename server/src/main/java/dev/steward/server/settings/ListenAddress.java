package dev.steward.server.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * Where a door listens.
 *
 * @param host a name or a literal address of this machine; an IPv6 address without its brackets
 * @param port a TCP or UDP port; 0 for any free one
 */
public record ListenAddress(String host, int port) {
  private static final String EXPECTED = " (expected: HOST:PORT such as 127.0.0.1:8740)";

  /** Checks the bounds. */
  public ListenAddress {
    Objects.requireNonNull(host, "host");
    if (host.isEmpty() || port < 0 || port > 65535) {
      throw new IllegalArgumentException(host + ":" + port + EXPECTED);
    }
  }

  /**
   * Reads {@code HOST:PORT}, with an IPv6 address in brackets.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(text + EXPECTED);
    }
    try {
      return new ListenAddress(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(text + EXPECTED, e);
    }
  }

  /**
   * The address to bind.
   *
   * @throws IllegalArgumentException if the host has no address
   */
  public InetSocketAddress resolve() {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          host + ": unknown host (expected: a name or address of this machine)", e);
    }
  }

  /** Whether only this machine can reach it. */
  public boolean isLoopback() {
    return resolve().getAddress().isLoopbackAddress();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
