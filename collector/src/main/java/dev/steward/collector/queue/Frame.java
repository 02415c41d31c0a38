package dev.steward.collector.queue;

import com.google.protobuf.ByteString;
import java.util.Objects;

/**
 * Compressed bytes, zero or more zstd frames.
 *
 * @param bytes the frames, one after the other
 * @param size how many bytes they decompress to
 */
public record Frame(ByteString bytes, int size) {
  /** Nothing. */
  public static final Frame EMPTY = new Frame(ByteString.EMPTY, 0);

  /** Checks that nothing is missing. */
  public Frame {
    Objects.requireNonNull(bytes, "bytes");
    if (size < 0) {
      throw new IllegalArgumentException("size: " + size + " (expected: 0 or more)");
    }
  }

  /** These frames, then others. */
  public Frame followedBy(Frame other) {
    return new Frame(bytes.concat(other.bytes), Math.addExact(size, other.size));
  }
}
