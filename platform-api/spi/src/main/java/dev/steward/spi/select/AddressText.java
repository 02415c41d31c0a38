package dev.steward.spi.select;

/** Reads address literals from bytes, as Go's {@code netip.ParseAddr} does, without zones. */
final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  /** The number of an IPv4 address that is all of the bytes, or -1. */
  static long ipv4(byte[] bytes, int from, int to) {
    long address = 0;
    int at = from;
    for (int octet = 0; octet < 4; octet++) {
      if (octet > 0) {
        if (at == to || bytes[at] != '.') {
          return -1;
        }
        at++;
      }
      int start = at;
      int value = 0;
      while (at < to && at - start < 3 && bytes[at] >= '0' && bytes[at] <= '9') {
        value = value * 10 + (bytes[at] - '0');
        at++;
      }
      boolean leadingZero = at - start > 1 && bytes[start] == '0';
      if (at == start || leadingZero || value > 255) {
        return -1;
      }
      address = address << 8 | value;
    }
    return at == to ? address : -1;
  }

  /**
   * Reads an IPv6 address that is all of the bytes.
   *
   * @param result gets the upper and the lower 64 bits
   */
  static boolean ipv6(byte[] bytes, int from, int to, long[] result) {
    int[] groups = new int[GROUPS];
    int count = 0;
    int gap = -1;
    int at = from;
    if (to - from >= 2 && bytes[at] == ':' && bytes[at + 1] == ':') {
      gap = 0;
      at += 2;
    }
    while (at < to && count < GROUPS) {
      int start = at;
      int value = 0;
      while (at < to && at - start < 4 && Character.digit(bytes[at], 16) >= 0) {
        value = value << 4 | Character.digit(bytes[at], 16);
        at++;
      }
      if (at == start) {
        return false;
      }
      if (at < to && bytes[at] == '.') {
        long embedded = count <= GROUPS - 2 ? ipv4(bytes, start, to) : -1;
        if (embedded < 0) {
          return false;
        }
        groups[count++] = (int) (embedded >> 16);
        groups[count++] = (int) embedded & 0xFFFF;
        at = to;
        break;
      }
      groups[count++] = value;
      if (at == to) {
        break;
      }
      if (bytes[at] != ':' || at + 1 == to) {
        return false;
      }
      at++;
      if (bytes[at] == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = count;
        at++;
      }
    }
    if (at < to || (gap < 0 ? count != GROUPS : count == GROUPS)) {
      return false;
    }
    result[0] = 0;
    result[1] = 0;
    for (int i = 0; i < count; i++) {
      int group = gap < 0 || i < gap ? i : GROUPS - count + i;
      result[group / 4] |= (long) groups[i] << (48 - 16 * (group % 4));
    }
    return true;
  }
}
