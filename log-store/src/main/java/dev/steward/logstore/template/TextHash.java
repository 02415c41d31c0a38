package dev.steward.logstore.template;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A quick hash of short runs of bytes, eight at a time. It is part of the index's format: it must
 * not change.
 */
public final class TextHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private TextHash() {}

  /** The hash of a run of bytes. */
  public static long of(byte[] bytes, int offset, int length) {
    long hash = length * FACTOR;
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      hash = step(hash, (long) LONG.get(bytes, at));
    }
    return at == end ? mix(hash) : mix(step(hash, tail(bytes, at, end)));
  }

  private static long tail(byte[] bytes, int from, int end) {
    if (end >= 8) {
      // The last bytes of a word read backwards over what was already taken, then shifted out.
      return (long) LONG.get(bytes, end - 8) >>> ((8 - (end - from)) * 8);
    }
    long tail = 0;
    for (int at = end - 1; at >= from; at--) {
      tail = (tail << 8) | (bytes[at] & 0xFF);
    }
    return tail;
  }

  private static long step(long hash, long word) {
    return Long.rotateLeft((hash ^ word) * FACTOR, 29);
  }

  /** Spreads every bit over all. */
  public static long mix(long value) {
    long mixed = (value ^ (value >>> 32)) * 0xD6E8FEB86659FD93L;
    return mixed ^ (mixed >>> 32);
  }
}
