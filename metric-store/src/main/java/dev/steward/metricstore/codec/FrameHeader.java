package dev.steward.metricstore.codec;

/**
 * The first bytes of a frame.
 *
 * @param kind what it holds
 * @param count how many samples
 * @param timesId the shared column of its times, or -1 where it holds them itself
 */
public record FrameHeader(int kind, int count, int timesId) {
  /**
   * Reads a header and leaves the reader behind it.
   *
   * @throws CorruptDataException if it is none
   */
  public static FrameHeader read(ByteReader in) {
    int kind = in.readByte();
    if (kind > (FrameEncoder.HISTOGRAMS | FrameEncoder.STARTS | FrameEncoder.SHARED_TIMES)) {
      throw new CorruptDataException("frame of unknown kind " + kind);
    }
    int count = in.readCount(FrameEncoder.MAX_SAMPLES);
    if (count == 0) {
      throw new CorruptDataException("frame without samples");
    }
    boolean shared = (kind & FrameEncoder.SHARED_TIMES) != 0;
    return new FrameHeader(kind, count, shared ? in.readCount(Integer.MAX_VALUE) : -1);
  }

  /** Writes the header. */
  public void write(ByteWriter out) {
    out.putByte(kind);
    out.putVarint(count);
    if (sharesTimes()) {
      out.putVarint(timesId);
    }
  }

  /** Whether its times stand elsewhere. */
  public boolean sharesTimes() {
    return (kind & FrameEncoder.SHARED_TIMES) != 0;
  }

  boolean hasHistograms() {
    return (kind & FrameEncoder.HISTOGRAMS) != 0;
  }

  boolean hasStarts() {
    return (kind & FrameEncoder.STARTS) != 0;
  }

  /** The same of a frame whose times are called otherwise. */
  public FrameHeader withTimesId(int id) {
    return new FrameHeader(kind, count, id);
  }
}
