package dev.steward.logstore.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what {@link BitSink} wrote. For one thread. */
public final class BitSource {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** So many bits at least are seen at once. */
  private static final int PEEKED = 57;

  private final byte[] bytes;
  private final long end;
  private long position;

  /** Reads the rest of a source. */
  public BitSource(ByteSource source) {
    bytes = source.array();
    position = source.position() * 8L;
    end = position + source.remaining() * 8L;
  }

  /** The next 57 bits at least, with zeros past the end; nothing is consumed. */
  private long peek() {
    int at = (int) (position >>> 3);
    if (at + 8 <= bytes.length) {
      return (long) LONG.get(bytes, at) >>> (position & 7);
    }
    long word = 0;
    for (int i = bytes.length - 1; i >= at; i--) {
      word = (word << 8) | (bytes[i] & 0xFF);
    }
    return word >>> (position & 7);
  }

  private void consume(int bits) throws CorruptDataException {
    position += bits;
    if (position > end) {
      throw new CorruptDataException("bits end at " + end + " (expected: up to " + position + ")");
    }
  }

  /** The next bits, at most 56. */
  public long read(int bits) throws CorruptDataException {
    long value = peek() & ((1L << bits) - 1);
    consume(bits);
    return value;
  }

  /** The next 64 bits. */
  public long readLong() throws CorruptDataException {
    long low = read(32);
    return low | (read(32) << 32);
  }

  /** Passes over bits. */
  public void skip(long bits) throws CorruptDataException {
    position += bits;
    consume(0);
  }

  /**
   * The next number of a Rice code: a quotient of that many ones before a zero, then as many bits
   * as {@code parameter} says, at most 50. -1 where the quotient has {@code escape} ones, which
   * alone are consumed then.
   */
  public long readRice(int parameter, int escape) throws CorruptDataException {
    long word = peek();
    int ones = Long.numberOfTrailingZeros(~word);
    int bits = ones + 1 + parameter;
    if (ones < escape && bits <= PEEKED) {
      consume(bits);
      return ((long) ones << parameter) | ((word >>> (ones + 1)) & ((1L << parameter) - 1));
    }
    int quotient = readOnes(escape);
    return quotient == escape ? -1 : ((long) quotient << parameter) | read(parameter);
  }

  /** How many ones come before the next zero, at most {@code max}; the zero is consumed too. */
  public int readOnes(int max) throws CorruptDataException {
    int ones = Math.min(Long.numberOfTrailingZeros(~peek()), max);
    consume(ones < max ? ones + 1 : max);
    return ones;
  }
}
