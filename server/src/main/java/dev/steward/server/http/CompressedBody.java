package dev.steward.server.http;

import com.github.luben.zstd.ZstdInputStream;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, decompressed, and bounded before and after: a small body never becomes a
 * huge one.
 */
public final class CompressedBody {
  private static final int MAX_COMPRESSED_BYTES = 32 << 20;
  private static final int MAX_BYTES = 64 << 20;

  private CompressedBody() {}

  /**
   * The body as its {@code Content-Encoding} says: none, gzip, deflate, zstd or lz4 (frames).
   *
   * @throws StewardException with {@code INVALID_ARGUMENT} for another encoding, or a body that
   *     does not begin as its encoding asks
   */
  public static InputStream open(HttpServletRequest request) throws IOException {
    @Nullable String encoding = request.getHeader("Content-Encoding");
    InputStream raw = new Bounded(request.getInputStream(), MAX_COMPRESSED_BYTES);
    return switch (encoding == null ? "" : encoding.toLowerCase(Locale.ROOT)) {
      case "", "identity" -> raw;
      case "gzip" -> decompressed(raw, GZIPInputStream::new);
      case "deflate" -> decompressed(raw, InflaterInputStream::new);
      case "zstd" -> decompressed(raw, ZstdInputStream::new);
      case "lz4" -> decompressed(raw, LZ4FrameInputStream::new);
      default ->
          throw new StewardException(
              ErrorCode.INVALID_ARGUMENT,
              "Content-Encoding: " + encoding + " (expected: gzip, deflate, zstd, lz4 or none)");
    };
  }

  @FunctionalInterface
  private interface Decompressor {
    InputStream open(InputStream compressed) throws IOException;
  }

  private static InputStream decompressed(InputStream raw, Decompressor decompressor)
      throws IOException {
    try {
      return new Bounded(decompressor.open(raw), MAX_BYTES);
    } catch (BodyTooLargeException e) {
      throw e;
    } catch (IOException e) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT, "body: not as its Content-Encoding says (" + e + ")", e);
    }
  }

  /** Fails once more bytes come than it lets through. */
  private static final class Bounded extends FilterInputStream {
    private final int limit;
    private long read;

    Bounded(InputStream in, int limit) {
      super(in);
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      count(Math.max(0, count));
      return count;
    }

    private void count(int bytes) throws BodyTooLargeException {
      read += bytes;
      if (read > limit) {
        throw new BodyTooLargeException(limit);
      }
    }
  }
}
