package dev.steward.spi.select;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Line;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * A range of IP addresses of one family: one address, a network in CIDR notation, or two addresses
 * with a hyphen between them.
 *
 * @param source the range as it was written
 * @param first lowest address, as a number
 * @param last highest address, as a number
 * @param bytes 4 for IPv4, 16 for IPv6
 */
public record AddressRange(String source, BigInteger first, BigInteger last, int bytes) {
  /**
   * Reads a range.
   *
   * @throws StewardException if it is none
   */
  public static AddressRange parse(String source) {
    int hyphen = source.indexOf('-');
    int slash = source.indexOf('/');
    byte[] low =
        address(
            source,
            hyphen >= 0
                ? source.substring(0, hyphen)
                : slash >= 0 ? source.substring(0, slash) : source);
    if (hyphen >= 0) {
      byte[] high = address(source, source.substring(hyphen + 1));
      if (low.length != high.length || number(low).compareTo(number(high)) > 0) {
        throw invalid(source);
      }
      return new AddressRange(source, number(low), number(high), low.length);
    }
    if (slash < 0) {
      return new AddressRange(source, number(low), number(low), low.length);
    }
    int prefix;
    try {
      prefix = Integer.parseInt(source.substring(slash + 1));
    } catch (NumberFormatException e) {
      throw invalid(source);
    }
    int free = low.length * 8 - prefix;
    if (prefix < 0 || free < 0) {
      throw invalid(source);
    }
    BigInteger base = number(low).shiftRight(free).shiftLeft(free);
    return new AddressRange(
        source,
        base,
        base.add(BigInteger.ONE.shiftLeft(free)).subtract(BigInteger.ONE),
        low.length);
  }

  private static byte[] address(String source, String text) {
    byte[] parsed = parseAddress(text);
    if (parsed.length == 0) {
      throw invalid(source);
    }
    return parsed;
  }

  /** The bytes of an address literal; empty where the text is none. Never asks a name server. */
  private static byte[] parseAddress(String text) {
    if (text.isEmpty()) {
      return new byte[0];
    }
    boolean digitsAndDots = text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    if (!digitsAndDots && text.indexOf(':') < 0) {
      return new byte[0];
    }
    if (digitsAndDots && !text.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      return new byte[0];
    }
    try {
      return InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static BigInteger number(byte[] address) {
    return new BigInteger(1, address);
  }

  private static StewardException invalid(String source) {
    return new StewardException(
        ErrorCode.INVALID_ARGUMENT,
        "ip: " + source + " (expected: an address, a CIDR network or two addresses with '-')");
  }

  /** Whether an address literal lies in the range. */
  public boolean contains(String text) {
    byte[] address = parseAddress(text);
    if (address.length != bytes) {
      return false;
    }
    BigInteger number = number(address);
    return number.compareTo(first) >= 0 && number.compareTo(last) <= 0;
  }

  /**
   * Whether an address of the range stands somewhere in a line; what touches it may be anything
   * that is no part of an address, such as a port.
   */
  public boolean occursIn(Line line) {
    int length = line.length();
    int at = 0;
    while (at < length) {
      boolean dotted = startsDotted(line, at);
      if (!dotted && !startsWithColons(line, at)) {
        at++;
        continue;
      }
      int end = at;
      while (end < length && isPart(line.byteAt(end), dotted)) {
        end++;
      }
      if (containsPart(line, at, end)) {
        return true;
      }
      at = end;
    }
    return false;
  }

  private boolean containsPart(Line line, int from, int to) {
    int end = to;
    while (end > from && line.byteAt(end - 1) == '.') {
      end--; // a full stop
    }
    return contains(
        new String(line.array(), line.offset() + from, end - from, StandardCharsets.ISO_8859_1));
  }

  /** Whether one to three digits and a dot come next. */
  private static boolean startsDotted(Line line, int from) {
    for (int i = 0; i < 4 && from + i < line.length(); i++) {
      byte b = line.byteAt(from + i);
      if (b == '.') {
        return i > 0;
      }
      if (b < '0' || b > '9') {
        return false;
      }
    }
    return false;
  }

  /** Whether up to four hexadecimal digits and a colon, or two colons and a digit, come next. */
  private static boolean startsWithColons(Line line, int from) {
    for (int i = 0; i < 5 && from + i < line.length(); i++) {
      byte b = line.byteAt(from + i);
      if (b == ':') {
        return i > 0 || (from + 1 < line.length() && line.byteAt(from + 1) == ':');
      }
      if (!isHexDigit(b)) {
        return false;
      }
    }
    return false;
  }

  private static boolean isPart(byte b, boolean dotted) {
    return dotted ? (b >= '0' && b <= '9') || b == '.' : isHexDigit(b) || b == ':' || b == '.';
  }

  private static boolean isHexDigit(byte b) {
    return (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
  }
}
