package dev.steward.server.remotewrite;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * Reads bodies that are one snappy block, within bounds: of one body, compressed and not, and of
 * all bodies together. Safe for any thread.
 */
final class WriteBody {
  /** Most bytes of a request, decompressed: some hundred thousand samples. */
  static final int MAX_BYTES = 16 << 20;

  /** What {@value #MAX_BYTES} bytes become at worst when they do not compress. */
  private static final int MAX_COMPRESSED_BYTES = MAX_BYTES + MAX_BYTES / 6 + 32;

  private static final int ALL_BYTES = 2 * MAX_BYTES;

  /** Three bytes of a block become 64 at most; who claims more is lying. */
  private static final int MAX_EXPANSION = 22;

  private final BodyBuffers compressed = new BodyBuffers(ALL_BYTES);

  /** Apart, so that nobody who holds one waits for the other. */
  private final BodyBuffers plain = new BodyBuffers(ALL_BYTES);

  /** A decompressed body; closing it gives its memory back. */
  record Plain(BodyBuffers.Buffer buffer, int length) implements AutoCloseable {
    byte[] bytes() {
      return buffer.array();
    }

    @Override
    public void close() {
      buffer.close();
    }
  }

  /** A body that is larger than the server takes. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(long bytes) {
      super("body: " + bytes + " bytes (expected: at most " + MAX_BYTES + " decompressed)");
    }
  }

  /** Reads and decompresses the body of a request. */
  Plain read(HttpServletRequest request) throws IOException, InterruptedException {
    long announced = request.getContentLengthLong();
    if (announced > MAX_COMPRESSED_BYTES) {
      throw new TooLargeException(announced);
    }
    InputStream in = request.getInputStream();
    if (announced < 0) {
      // Senders say how much comes; for who does not, memory grows with what came.
      byte[] body = in.readNBytes(MAX_COMPRESSED_BYTES + 1);
      if (body.length > MAX_COMPRESSED_BYTES) {
        throw new TooLargeException(body.length);
      }
      return decompress(body, body.length);
    }
    int room = (int) announced;
    try (BodyBuffers.Buffer buffer = compressed.take(room)) {
      return decompress(buffer.array(), in.readNBytes(buffer.array(), 0, room));
    }
  }

  private Plain decompress(byte[] block, int length) throws IOException, InterruptedException {
    long claimed = claimedLength(block, length);
    if (claimed > MAX_BYTES) {
      throw new TooLargeException(claimed);
    }
    if (claimed > (long) MAX_EXPANSION * length) {
      throw corrupt("claims " + claimed + " bytes, more than a block can hold", null);
    }
    BodyBuffers.Buffer buffer = plain.take((int) claimed);
    try {
      int written = Snappy.uncompress(block, 0, length, buffer.array(), 0);
      return new Plain(buffer, written);
    } catch (IOException e) {
      buffer.close();
      throw corrupt(String.valueOf(e.getMessage()), e);
    }
  }

  /** The length that the block's preamble claims: a number of variable length. */
  private static long claimedLength(byte[] block, int length) {
    long claimed = 0;
    for (int i = 0; i < length && i < 5; i++) {
      claimed |= (long) (block[i] & 0x7f) << 7 * i;
      if (block[i] >= 0) {
        return claimed;
      }
    }
    throw corrupt("no length at its start", null);
  }

  private static StewardException corrupt(String problem, @Nullable Exception cause) {
    return new StewardException(
        ErrorCode.INVALID_ARGUMENT, "body: not a snappy block (" + problem + ")", cause);
  }
}
