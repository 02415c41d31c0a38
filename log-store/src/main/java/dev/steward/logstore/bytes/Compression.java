package dev.steward.logstore.bytes;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Zstandard, and CRC-32C as the checksum of everything on disk. Safe for any thread.
 *
 * <p>Contexts hold native memory and are kept for the next caller; not by thread, because queries
 * run on virtual threads, which come and go.
 */
public final class Compression {
  /** Columns of alike values: level 3 takes a tenth more time, and made them no smaller. */
  private static final int LEVEL = 1;

  /** No section of a file is larger when decompressed. */
  public static final int MAX_BYTES = 256 << 20;

  private static final BlockingQueue<Compressor> COMPRESSORS = new ArrayBlockingQueue<>(2);
  private static final BlockingQueue<ZstdDecompressCtx> DECOMPRESSORS = new ArrayBlockingQueue<>(8);

  private Compression() {}

  /** Appends the bytes of a sink: their size, then the size of their compressed form, then that. */
  public static void write(ByteSink from, ByteSink to) {
    to.writeVarint(from.size());
    if (from.size() == 0) {
      to.writeVarint(0);
      return;
    }
    Compressor compressor = COMPRESSORS.poll();
    if (compressor == null) {
      compressor = new Compressor();
    }
    int length = compressor.compress(from);
    to.writeSized(compressor.scratch, 0, length);
    if (!COMPRESSORS.offer(compressor)) {
      compressor.context.close();
    }
  }

  /** A context with the array that it writes to, both used again and again. */
  private static final class Compressor {
    private final ZstdCompressCtx context = new ZstdCompressCtx().setLevel(LEVEL);
    private byte[] scratch = new byte[0];

    int compress(ByteSink from) {
      int bound = (int) Zstd.compressBound(from.size());
      if (scratch.length < bound) {
        scratch = new byte[bound];
      }
      return context.compressByteArray(scratch, 0, scratch.length, from.array(), 0, from.size());
    }
  }

  /** Reads what {@link #write} wrote. */
  public static ByteSource read(ByteSource from) throws CorruptDataException {
    int size = from.readCount(MAX_BYTES);
    int length = from.readCount();
    int offset = from.skip(length);
    if (size == 0) {
      return new ByteSource(new byte[0]);
    }
    // A frame cannot hold more than 128 KiB for each three bytes: refuse a bomb before allocating.
    if (size / (128 << 10) > length / 3) {
      throw new CorruptDataException("size: " + size + " (expected: fitting " + length + " bytes)");
    }
    byte[] bytes = new byte[size];
    int got = decompress(from.array(), offset, length, bytes);
    if (got != size) {
      throw new CorruptDataException("zstd: " + got + " bytes (expected: " + size + ")");
    }
    return new ByteSource(bytes);
  }

  private static int decompress(byte[] from, int offset, int length, byte[] to)
      throws CorruptDataException {
    @Nullable ZstdDecompressCtx context = DECOMPRESSORS.poll();
    if (context == null) {
      context = new ZstdDecompressCtx();
    }
    try {
      return context.decompressByteArray(to, 0, to.length, from, offset, length);
    } catch (ZstdException e) {
      throw new CorruptDataException("zstd: " + e.getMessage(), e);
    } finally {
      if (!DECOMPRESSORS.offer(context)) {
        context.close();
      }
    }
  }

  /** The checksum of a run of bytes. */
  public static int checksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }
}
