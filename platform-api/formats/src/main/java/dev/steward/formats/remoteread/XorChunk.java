package dev.steward.formats.remoteread;

/**
 * Writes float samples as one of Prometheus' XOR chunks, used again for chunk after chunk. For one
 * thread.
 *
 * <p>Two bytes for how many samples there are; times as differences of differences; values as
 * exclusive-or with the value before, of which only the bits that differ are written. Sources:
 * Pelkonen et al., "Gorilla" (2015), section 4.1; Prometheus, {@code tsdb/chunkenc}.
 */
public final class XorChunk {
  /** How many samples a chunk holds at most, as Prometheus itself cuts them. */
  public static final int MAX_SAMPLES = 120;

  private static final int[] TIME_BITS = {14, 17, 20};
  private static final int NO_WINDOW = -1;
  private static final int MAX_LEADING = 31;

  private final BitWriter out = new BitWriter();
  private int count;
  private long timestamp;
  private long delta;
  private long value;
  private int leading;
  private int trailing;

  /** Starts an empty chunk. */
  public XorChunk() {
    clear();
  }

  /** Starts anew. */
  public void clear() {
    out.clear();
    out.bits(0, 16);
    count = 0;
    leading = NO_WINDOW;
  }

  /** How many samples were added. */
  public int count() {
    return count;
  }

  /** Adds a sample, later than the one before. */
  public void add(long timestampMillis, double sample) {
    long bits = Double.doubleToRawLongBits(sample);
    switch (count) {
      case 0 -> {
        out.varint(timestampMillis);
        out.bits(bits, 64);
      }
      case 1 -> {
        delta = timestampMillis - timestamp;
        out.uvarint(delta);
        addValue(bits);
      }
      default -> {
        long next = timestampMillis - timestamp;
        addTime(next - delta);
        delta = next;
        addValue(bits);
      }
    }
    timestamp = timestampMillis;
    value = bits;
    count++;
  }

  private void addTime(long change) {
    if (change == 0) {
      out.bits(0, 1);
      return;
    }
    for (int i = 0; i < TIME_BITS.length; i++) {
      int width = TIME_BITS[i];
      if (change >= -((1L << width - 1) - 1) && change <= 1L << width - 1) {
        out.bits((1L << i + 2) - 2, i + 2);
        out.bits(change, width);
        return;
      }
    }
    out.bits(0xf, 4);
    out.bits(change, 64);
  }

  private void addValue(long bits) {
    long change = bits ^ value;
    if (change == 0) {
      out.bits(0, 1);
      return;
    }
    out.bits(1, 1);
    int newLeading = Math.min(MAX_LEADING, Long.numberOfLeadingZeros(change));
    int newTrailing = Long.numberOfTrailingZeros(change);
    if (leading != NO_WINDOW && newLeading >= leading && newTrailing >= trailing) {
      out.bits(0, 1);
    } else {
      leading = newLeading;
      trailing = newTrailing;
      out.bits(1, 1);
      out.bits(leading, 5);
      out.bits(64 - leading - trailing, 6);
    }
    out.bits(change >>> trailing, 64 - leading - trailing);
  }

  /** The chunk's bytes, valid up to {@link #length()} until the next change. */
  public byte[] bytes() {
    byte[] bytes = out.bytes();
    bytes[0] = (byte) (count >>> 8);
    bytes[1] = (byte) count;
    return bytes;
  }

  /** How many bytes the chunk has. */
  public int length() {
    return out.byteLength();
  }
}
