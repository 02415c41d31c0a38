package dev.steward.formats.syslog;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a proxy writes at the start of a connection, or of a datagram, to say who is behind it.
 *
 * <p>Source: HAProxy, "The PROXY protocol, versions 1 and 2".
 *
 * @param length its length in bytes; 0 if there is none, {@link #INCOMPLETE} if more bytes are
 *     needed to tell
 * @param source the address behind the proxy; empty where the preamble does not say
 */
record ProxyPreamble(int length, String source) {
  static final int INCOMPLETE = -1;

  /** The longest preamble that is accepted; version 2 could be longer with extensions. */
  static final int MAX_LENGTH = 4096;

  private static final ProxyPreamble NONE = new ProxyPreamble(0, "");
  private static final ProxyPreamble MORE = new ProxyPreamble(INCOMPLETE, "");

  private static final byte[] SIGNATURE_1 = "PROXY ".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] SIGNATURE_2 =
      "\r\n\r\n\0\r\nQUIT\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] NO_SIGNATURE = new byte[0];
  private static final int MAX_LENGTH_1 = 107;
  private static final int HEADER_2 = 16;

  boolean isWhole() {
    return length > 0;
  }

  boolean isIncomplete() {
    return length == INCOMPLETE;
  }

  /** Reads the preamble at the start of some bytes. */
  static ProxyPreamble read(byte[] bytes, int from, int to) {
    if (from == to) {
      return MORE;
    }
    byte[] signature =
        switch (bytes[from]) {
          case 'P' -> SIGNATURE_1;
          case '\r' -> SIGNATURE_2;
          default -> NO_SIGNATURE;
        };
    int shared = Math.min(signature.length, to - from);
    if (shared == 0 || !Arrays.equals(bytes, from, from + shared, signature, 0, shared)) {
      return NONE;
    }
    if (shared < signature.length) {
      return MORE;
    }
    return bytes[from] == 'P' ? version1(bytes, from, to) : version2(bytes, from, to);
  }

  private static ProxyPreamble version1(byte[] bytes, int from, int to) {
    int limit = Math.min(to, from + MAX_LENGTH_1);
    for (int at = from; at + 1 < limit; at++) {
      if (bytes[at] == '\r' && bytes[at + 1] == '\n') {
        String[] words = new String(bytes, from, at - from, StandardCharsets.US_ASCII).split(" ");
        return new ProxyPreamble(at + 2 - from, words.length >= 6 ? words[2] : "");
      }
    }
    return limit < from + MAX_LENGTH_1 ? MORE : NONE;
  }

  private static ProxyPreamble version2(byte[] bytes, int from, int to) {
    if (to - from < HEADER_2) {
      return MORE;
    }
    int length = HEADER_2 + ((bytes[from + 14] & 0xFF) << 8) + (bytes[from + 15] & 0xFF);
    if (bytes[from + 12] >> 4 != 2 || length > MAX_LENGTH) {
      return NONE;
    }
    if (to - from < length) {
      return MORE;
    }
    boolean proxied = (bytes[from + 12] & 0xF) == 1;
    int addressLength =
        switch ((bytes[from + 13] & 0xFF) >> 4) {
          case 1 -> 4;
          case 2 -> 16;
          default -> 0;
        };
    if (!proxied || addressLength == 0 || length < HEADER_2 + 2 * addressLength) {
      return new ProxyPreamble(length, "");
    }
    byte[] address = Arrays.copyOfRange(bytes, from + HEADER_2, from + HEADER_2 + addressLength);
    try {
      return new ProxyPreamble(length, InetAddress.getByAddress(address).getHostAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes", e);
    }
  }
}
