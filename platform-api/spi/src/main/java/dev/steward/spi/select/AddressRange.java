package dev.steward.spi.select;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Line;
import java.nio.charset.StandardCharsets;

/**
 * A range of IP addresses of one family: one address, a network in CIDR notation, or two addresses
 * with a hyphen between them.
 *
 * @param source the range as it was written
 * @param bytes 4 for IPv4, 16 for IPv6
 * @param firstHigh upper 64 bits of the lowest address; 0 for IPv4
 * @param firstLow lower 64 bits of the lowest address
 * @param lastHigh upper 64 bits of the highest address; 0 for IPv4
 * @param lastLow lower 64 bits of the highest address
 */
public record AddressRange(
    String source, int bytes, long firstHigh, long firstLow, long lastHigh, long lastLow) {
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  /**
   * Reads a range.
   *
   * @throws StewardException if it is none
   */
  public static AddressRange parse(String source) {
    int hyphen = source.indexOf('-');
    int slash = source.indexOf('/');
    if (hyphen >= 0) {
      AddressRange first = single(source, source.substring(0, hyphen));
      AddressRange last = single(source, source.substring(hyphen + 1));
      if (first.bytes != last.bytes || first.isAbove(last.firstHigh, last.firstLow)) {
        throw invalid(source);
      }
      return new AddressRange(
          source, first.bytes, first.firstHigh, first.firstLow, last.firstHigh, last.firstLow);
    }
    if (slash >= 0) {
      return network(
          single(source, source.substring(0, slash)), prefix(source, source.substring(slash + 1)));
    }
    return single(source, source);
  }

  private static AddressRange single(String source, String address) {
    byte[] text = address.getBytes(StandardCharsets.ISO_8859_1);
    long ipv4 = AddressText.ipv4(text, 0, text.length);
    if (ipv4 >= 0) {
      return new AddressRange(source, IPV4_BYTES, 0, ipv4, 0, ipv4);
    }
    long[] ipv6 = new long[2];
    if (!AddressText.ipv6(text, 0, text.length, ipv6)) {
      throw invalid(source);
    }
    return new AddressRange(source, IPV6_BYTES, ipv6[0], ipv6[1], ipv6[0], ipv6[1]);
  }

  private static int prefix(String source, String digits) {
    if (!digits.matches("\\d{1,3}")) {
      throw invalid(source);
    }
    return Integer.parseInt(digits);
  }

  private static AddressRange network(AddressRange address, int prefix) {
    int free = address.bytes * 8 - prefix;
    if (free < 0) {
      throw invalid(address.source);
    }
    long lowMask = mask(free);
    long highMask = mask(free - 64);
    return new AddressRange(
        address.source,
        address.bytes,
        address.firstHigh & ~highMask,
        address.firstLow & ~lowMask,
        address.firstHigh | highMask,
        address.firstLow | lowMask);
  }

  /** So many bits set, from the lowest on; none or all where there are not so many. */
  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= 64 ? -1L : (1L << bits) - 1;
  }

  private static StewardException invalid(String source) {
    return new StewardException(
        ErrorCode.INVALID_ARGUMENT,
        "ip: " + source + " (expected: an address, a CIDR network or two addresses with '-')");
  }

  /** Whether an address literal lies in the range. */
  public boolean contains(String text) {
    byte[] literal = text.getBytes(StandardCharsets.ISO_8859_1);
    return contains(literal, 0, literal.length);
  }

  /**
   * Whether an address of the range stands somewhere in a line; what touches it may be anything
   * that is no part of an address, such as a port.
   */
  public boolean occursIn(Line line) {
    byte[] text = line.array();
    int end = line.offset() + line.length();
    int at = line.offset();
    while (at < end) {
      boolean starts = bytes == IPV4_BYTES ? startsIpv4(text, at, end) : startsIpv6(text, at, end);
      if (!starts) {
        at++;
        continue;
      }
      int to = at;
      while (to < end && isPart(text[to])) {
        to++;
      }
      if (contains(text, at, withoutPunctuation(text, at, to))) {
        return true;
      }
      at = to;
    }
    return false;
  }

  private boolean contains(byte[] text, int from, int to) {
    if (bytes == IPV4_BYTES) {
      long address = AddressText.ipv4(text, from, to);
      return address >= firstLow && address <= lastLow;
    }
    long[] address = new long[2];
    return AddressText.ipv6(text, from, to, address)
        && !isAbove(address[0], address[1])
        && compare(address[0], address[1], lastHigh, lastLow) <= 0;
  }

  /** Whether the range starts above an address. */
  private boolean isAbove(long high, long low) {
    return compare(firstHigh, firstLow, high, low) > 0;
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    int order = Long.compareUnsigned(high, otherHigh);
    return order != 0 ? order : Long.compareUnsigned(low, otherLow);
  }

  /** A full stop or a single colon at the end belongs to the sentence. */
  private static int withoutPunctuation(byte[] text, int from, int to) {
    int end = to;
    while (end > from && text[end - 1] == '.') {
      end--;
    }
    boolean colon = end - from >= 2 && text[end - 1] == ':' && text[end - 2] != ':';
    return colon ? end - 1 : end;
  }

  private boolean isPart(byte b) {
    return (b >= '0' && b <= '9')
        || b == '.'
        || (bytes == IPV6_BYTES && (b == ':' || isHexLetter(b)));
  }

  private static boolean isHexLetter(byte b) {
    return (b >= 'a' && b <= 'f') || (b >= 'A' && b <= 'F');
  }

  /** Whether one to three digits and a dot come next. */
  private static boolean startsIpv4(byte[] text, int from, int end) {
    int at = from;
    while (at < end && at - from < 3 && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    return at > from && at < end && text[at] == '.';
  }

  /** Whether up to four hexadecimal digits and a colon, or two colons, come next. */
  private static boolean startsIpv6(byte[] text, int from, int end) {
    int at = from;
    while (at < end
        && at - from < 4
        && ((text[at] >= '0' && text[at] <= '9') || isHexLetter(text[at]))) {
      at++;
    }
    return at < end && text[at] == ':' && (at > from || (at + 1 < end && text[at + 1] == ':'));
  }
}
