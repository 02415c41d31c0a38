package dev.steward.logstore.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what {@link BitSink} wrote. For one thread. */
public final class BitSource {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

  /** How many ones come before the next zero, at most {@code max}; the zero is consumed too. */
  public int readOnes(int max) throws CorruptDataException {
    int ones = Math.min(Long.numberOfTrailingZeros(~peek()), max);
    consume(ones < max ? ones + 1 : max);
    return ones;
  }
}
