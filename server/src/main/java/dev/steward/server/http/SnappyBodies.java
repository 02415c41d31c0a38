package dev.steward.server.http;

import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import org.xerial.snappy.Snappy;

/**
 * Reads bodies that are one snappy block, within bounds: of one body, and of the memory that all
 * bodies under way take together. A block says at its start how long it becomes, so that a body
 * waits for its memory before more than that start has been read. Safe for any thread.
 */
@Component
public final class SnappyBodies {
  /** Most bytes of a body, decompressed. */
  public static final int MAX_BYTES = 32 << 20;

  /** All bodies together, compressed and not; the largest one still fits. */
  private static final int ALL_BYTES = 48 << 20;

  private final Semaphore bytes = new Semaphore(ALL_BYTES, true);

  /** A decompressed body; closing it tells that its array is no longer held. */
  public final class Body implements AutoCloseable {
    private final byte[] array;
    private final int permits;

    private Body(byte[] array, int permits) {
      this.array = array;
      this.permits = permits;
    }

    /** The body, whole. Not to be changed. */
    public byte[] bytes() {
      return array;
    }

    @Override
    public void close() {
      bytes.release(permits);
    }
  }

  /**
   * Waits for memory, then reads and decompresses the body of a request.
   *
   * @throws BodyTooLargeException if it is, or becomes, too large
   * @throws StewardException with {@code INVALID_ARGUMENT} if it is no snappy block
   */
  public Body read(HttpServletRequest request) throws IOException {
    InputStream in = request.getInputStream();
    byte[] start = in.readNBytes(SnappyPreamble.MAX_BYTES);
    long claimed = SnappyPreamble.claimedLength(start, start.length);
    if (claimed > MAX_BYTES) {
      throw new BodyTooLargeException(MAX_BYTES);
    }
    int longest = Snappy.maxCompressedLength((int) claimed);
    int permits = (int) Math.min(ALL_BYTES, claimed + Math.clamp(announced(request), 0, longest));
    bytes.acquireUninterruptibly(permits);
    boolean read = false;
    try {
      byte[] block = block(request, in, start, longest);
      Body body = new Body(decompressed(block, (int) claimed), permits);
      read = true;
      return body;
    } finally {
      if (!read) {
        bytes.release(permits);
      }
    }
  }

  /** How long the body is, as the client says, or as long as any. */
  private static long announced(HttpServletRequest request) {
    long length = request.getContentLengthLong();
    return length < 0 ? Integer.MAX_VALUE : length;
  }

  private static byte[] block(HttpServletRequest request, InputStream in, byte[] start, int longest)
      throws IOException {
    long announced = announced(request);
    if (announced <= longest) {
      byte[] block = Arrays.copyOf(start, (int) Math.max(announced, start.length));
      int got = start.length + in.readNBytes(block, start.length, block.length - start.length);
      if (got < block.length) {
        throw SnappyPreamble.malformed("ends after " + got + " of " + block.length + " bytes");
      }
      return block;
    }
    byte[] rest = in.readNBytes(longest - start.length + 1);
    if (start.length + rest.length > longest) {
      throw SnappyPreamble.malformed("longer than what it says it holds could be");
    }
    byte[] block = Arrays.copyOf(start, start.length + rest.length);
    System.arraycopy(rest, 0, block, start.length, rest.length);
    return block;
  }

  private static byte[] decompressed(byte[] block, int claimed) throws StewardException {
    SnappyPreamble.requirePossible(claimed, block.length);
    byte[] array = new byte[claimed];
    try {
      Snappy.uncompress(block, 0, block.length, array, 0);
    } catch (IOException e) {
      throw SnappyPreamble.malformed(String.valueOf(e.getMessage()));
    }
    return array;
  }
}
