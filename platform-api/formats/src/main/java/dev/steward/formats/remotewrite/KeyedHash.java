package dev.steward.formats.remotewrite;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;

/**
 * A hash of 128 bits whose key is drawn at random for each process, so that nobody outside can make
 * two label sets meet. Immutable; its {@link State}s are for one thread each.
 *
 * <p>Two lanes of 64 bits with keys of their own; each step multiplies to 128 bits and folds. With
 * a million series the odds that any two meet are below 1 in 10^26, which is why label sets are
 * known by their hash alone and their bytes are not kept. The multiply-and-fold step is that of
 * wyhash (Wang Yi, public domain).
 */
public final class KeyedHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[] key = new long[4];

  /** Draws a key. */
  public KeyedHash(RandomGenerator random) {
    for (int i = 0; i < key.length; i++) {
      key[i] = random.nextLong() | 1;
    }
  }

  /** A hash under way. */
  public State start() {
    return new State(key[0], key[1], key[2], key[3]);
  }

  /** The two halves of a hash, and what they are made with. */
  public static final class State {
    private final long key0;
    private final long key1;
    private final long key2;
    private final long key3;
    private long high;
    private long low;

    private State(long key0, long key1, long key2, long key3) {
      this.key0 = key0;
      this.key1 = key1;
      this.key2 = key2;
      this.key3 = key3;
    }

    /** Starts anew; hashes of different domains do not meet. */
    public void reset(long domain) {
      high = key2 ^ domain;
      low = key3 ^ domain;
    }

    /** Takes in bytes and how many they are. */
    public void add(byte[] bytes, int from, int length) {
      int end = from + length;
      int at = from;
      for (; end - at >= 16; at += 16) {
        add((long) LONGS.get(bytes, at), (long) LONGS.get(bytes, at + 8));
      }
      long first = 0;
      long second = 0;
      if (end - at >= 8) {
        first = (long) LONGS.get(bytes, at);
        at += 8;
      }
      for (; at < end; at++) {
        second = second << 8 | (bytes[at] & 0xff);
      }
      add(first, second);
      add(length, ~(long) length);
    }

    /** Takes in two numbers. */
    public void add(long first, long second) {
      high = fold(first ^ key0 ^ high, second ^ key1);
      low = fold(first ^ key2, second ^ key3 ^ low);
    }

    private static long fold(long a, long b) {
      return a * b ^ Math.unsignedMultiplyHigh(a, b);
    }

    /** One half of the hash. */
    public long high() {
      return high;
    }

    /** The other half. */
    public long low() {
      return low;
    }
  }
}
