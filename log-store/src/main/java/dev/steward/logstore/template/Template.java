package dev.steward.logstore.template;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The constant text of a line, with slots for what varies: pieces of text, one more than there are
 * slots. Immutable and safe for any thread.
 *
 * <p>A slot of an ordinary template holds one whole variable word (see {@link LineScanner}), so the
 * piece after it never starts with what could go on with the word. The one slot of {@link #RAW}
 * holds any bytes.
 */
public final class Template {
  /** The template of lines that have none: all of the line varies. */
  public static final Template RAW = new Template(List.of(new byte[0], new byte[0]), true);

  private static final int MAX_SHOWN = 1024;
  private static final byte[] EMPTY_PIECE = {};
  private static final byte[][] SHORT_PIECES = new byte[256][];

  static {
    for (int b = 0; b < SHORT_PIECES.length; b++) {
      SHORT_PIECES[b] = new byte[] {(byte) b};
    }
  }

  private final byte[][] pieces;
  private final boolean raw;
  private final int constantBytes;
  private final long hash;

  private Template(List<byte[]> pieces, boolean raw) {
    this.pieces = pieces.toArray(byte[][]::new);
    this.raw = raw;
    int bytes = 0;
    long sum = raw ? 1 : 0;
    for (byte[] piece : this.pieces) {
      bytes += piece.length;
      sum = TextHash.mix(sum * 31 + TextHash.of(piece, 0, piece.length));
    }
    this.constantBytes = bytes;
    this.hash = sum;
  }

  /** The template of pieces, which become its own. */
  public static Template of(List<byte[]> pieces) {
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("pieces: none (expected: at least one)");
    }
    return new Template(pieces, false);
  }

  /** A copy of a run of bytes as a piece; pieces of one byte, which most are, are shared. */
  static byte[] pieceOf(byte[] bytes, int from, int to) {
    return switch (to - from) {
      case 0 -> EMPTY_PIECE;
      case 1 -> SHORT_PIECES[bytes[from] & 0xFF];
      default -> Arrays.copyOfRange(bytes, from, to);
    };
  }

  /** How many slots there are. */
  public int slots() {
    return pieces.length - 1;
  }

  /** The constant text before a slot, or after the last. Never to be written. */
  public byte[] piece(int index) {
    return pieces[index];
  }

  /** Whether the one slot holds any bytes instead of a word. */
  public boolean isRaw() {
    return raw;
  }

  /** Bytes of constant text. */
  public int constantBytes() {
    return constantBytes;
  }

  /** A hash of all of it; the same in every process and version. */
  public long hash() {
    return hash;
  }

  /** The shape for people, with {@code <_>} for slots. */
  public String pattern() {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < pieces.length; i++) {
      pattern.append(i == 0 ? "" : "<_>").append(new String(pieces[i], StandardCharsets.UTF_8));
      if (pattern.length() > MAX_SHOWN) {
        return pattern.substring(0, MAX_SHOWN) + (i < pieces.length - 1 ? "" : "<_>");
      }
    }
    return pattern.toString();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Template that
            && hash == that.hash
            && raw == that.raw
            && Arrays.deepEquals(pieces, that.pieces));
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  @Override
  public String toString() {
    return pattern();
  }
}
