package dev.steward.server.remotewrite;

import dev.steward.server.http.SnappyPreamble;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
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
    long claimed = SnappyPreamble.claimedLength(block, length);
    if (claimed > MAX_BYTES) {
      throw new TooLargeException(claimed);
    }
    SnappyPreamble.requirePossible(claimed, length);
    BodyBuffers.Buffer buffer = plain.take((int) claimed);
    try {
      int written = Snappy.uncompress(block, 0, length, buffer.array(), 0);
      return new Plain(buffer, written);
    } catch (IOException e) {
      buffer.close();
      throw SnappyPreamble.malformed(String.valueOf(e.getMessage()));
    }
  }
}
