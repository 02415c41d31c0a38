package dev.steward.server.http;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;

/**
 * What a snappy block says of itself before it is decompressed. Source: snappy's format
 * description, section 1.
 */
public final class SnappyPreamble {
  /** Most bytes that the length takes at the start of a block. */
  static final int MAX_BYTES = 5;

  /** Three bytes of a block become 64 at most; who claims more is lying. */
  private static final int MAX_EXPANSION = 22;

  private SnappyPreamble() {}

  /**
   * The length that a block claims to have when it is decompressed: a number of variable length.
   *
   * @param start begins with {@code length} bytes of the block, all of them or at least its
   *     preamble
   * @throws StewardException with {@code INVALID_ARGUMENT} if there is none
   */
  public static long claimedLength(byte[] start, int length) {
    long claimed = 0;
    for (int i = 0; i < length && i < MAX_BYTES; i++) {
      claimed |= (long) (start[i] & 0x7f) << 7 * i;
      if (start[i] >= 0) {
        return claimed;
      }
    }
    throw malformed("no length at its start");
  }

  /**
   * Checks that a block of some length can hold what it claims.
   *
   * @throws StewardException with {@code INVALID_ARGUMENT} if it cannot
   */
  public static void requirePossible(long claimed, int length) {
    if (claimed > (long) MAX_EXPANSION * length) {
      throw malformed("claims " + claimed + " bytes, more than a block can hold");
    }
  }

  /** The error of a body that is no snappy block. */
  public static StewardException malformed(String problem) {
    return new StewardException(
        ErrorCode.INVALID_ARGUMENT, "body: not a snappy block (" + problem + ")");
  }
}
