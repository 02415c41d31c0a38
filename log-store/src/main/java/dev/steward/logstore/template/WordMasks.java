package dev.steward.logstore.template;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Which bytes of a line belong to words, and which are digits, a bit for each byte. For one thread;
 * it holds the masks of the line read last.
 *
 * <p>Eight bytes are classified at once inside a {@code long}, without a branch: with the highest
 * bit of each byte kept free, adding {@code 0x80 - lowest} sets it in every byte of at least {@code
 * lowest}, and no byte carries into the next (Lamport, Multiple Byte Processing with Full-Word
 * Instructions, 1975). One product then gathers the eight highest bits.
 */
final class WordMasks {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = ONES << 7;
  private static final long CASE = ONES << 5;
  private static final long GATHER = 0x0102040810204080L;

  private long[] words = new long[64];
  private long[] digits = new long[64];

  /** Reads a line; bits beyond its end are 0. */
  void read(byte[] bytes, int offset, int length) {
    int chunks = (length >>> 6) + 1;
    if (chunks > words.length) {
      words = new long[2 * chunks];
      digits = new long[2 * chunks];
    }
    Arrays.fill(words, 0, chunks, 0);
    Arrays.fill(digits, 0, chunks, 0);
    int whole = length & ~7;
    for (int at = 0; at < whole; at += 8) {
      add((long) LONG.get(bytes, offset + at), at);
    }
    if (whole < length) {
      add(tail(bytes, offset + whole, offset + length), whole);
    }
  }

  /** Up to seven bytes, followed by bytes that are neither words nor digits. */
  private static long tail(byte[] bytes, int from, int end) {
    if (end >= 8) {
      return (long) LONG.get(bytes, end - 8) >>> ((8 - (end - from)) * 8);
    }
    long tail = 0;
    for (int at = end - 1; at >= from; at--) {
      tail = (tail << 8) | (bytes[at] & 0xFF);
    }
    return tail;
  }

  private void add(long eight, int at) {
    long low = eight & ~HIGH;
    long digit = between(low, '0', '9') & ~eight;
    long letter = between(low | CASE, 'a', 'z');
    words[at >>> 6] |= gathered(digit | letter | eight) << at;
    digits[at >>> 6] |= gathered(digit) << at;
  }

  /** The highest bit of each byte says whether the byte is in a range; the others say nothing. */
  private static long between(long low, int first, int last) {
    return (low + (0x80 - first) * ONES) & ~(low + (0x7F - last) * ONES);
  }

  private static long gathered(long highest) {
    return (((highest & HIGH) >>> 7) * GATHER) >>> 56;
  }

  /** For 64 bytes of the line which of them belong to words, the first in the lowest bit. */
  long words(int chunk) {
    return words[chunk];
  }

  /** How many bytes are digits, from a position in the line to another. */
  int digits(int from, int to) {
    int chunk = from >>> 6;
    long fromHere = digits[chunk] >>> from;
    if (chunk == to >>> 6) {
      return Long.bitCount(fromHere & ((1L << (to - from)) - 1));
    }
    int count = Long.bitCount(fromHere);
    while (++chunk < to >>> 6) {
      count += Long.bitCount(digits[chunk]);
    }
    return count + Long.bitCount(digits[chunk] & ((1L << to) - 1));
  }
}
