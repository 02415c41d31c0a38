package dev.steward.logstore.bytes;

/** Appends bits to a sink, lowest first. {@link #finish} fills the last byte. For one thread. */
public final class BitSink {
  private final ByteSink sink;
  private long pending;
  private int count;

  /** Bits that go to this sink. */
  public BitSink(ByteSink sink) {
    this.sink = sink;
  }

  /** Appends the lowest bits of a value, at most 56. */
  public void write(long value, int bits) {
    pending |= (value & ((1L << bits) - 1)) << count;
    count += bits;
    while (count >= 8) {
      sink.writeByte((int) pending);
      pending >>>= 8;
      count -= 8;
    }
  }

  /** Appends all 64 bits of a value. */
  public void writeLong(long value) {
    write(value, 32);
    write(value >>> 32, 32);
  }

  /** Fills up to a whole byte. */
  public void finish() {
    if (count > 0) {
      write(0, 8 - count);
    }
  }
}
