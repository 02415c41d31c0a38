package dev.steward.collector.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The first bytes of a file that were read, by which its content is known again: it tells a
 * truncated file that has grown past its old size, and a new file with an old inode number.
 *
 * @param length how many bytes, {@value #MAX_BYTES} at most
 * @param hash FNV-1a of these bytes, 64 bits
 */
record Fingerprint(int length, long hash) {
  /** Log lines begin with a time: so many bytes differ from file to file. */
  static final int MAX_BYTES = 256;

  /** The fingerprint of nothing, which every file has. */
  static final Fingerprint EMPTY = of(new byte[0], 0);

  private static Fingerprint of(byte[] bytes, int length) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ (bytes[i] & 0xff)) * 0x100000001b3L;
    }
    return new Fingerprint(length, hash);
  }

  /** The fingerprint of a file of which so many bytes are read. */
  static Fingerprint of(FileChannel channel, long readBytes) throws IOException {
    int wanted = (int) Math.min(readBytes, MAX_BYTES);
    ByteBuffer bytes = ByteBuffer.allocate(wanted);
    while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {
      // Reads on.
    }
    return of(bytes.array(), bytes.position());
  }

  /** Whether a file still starts with these bytes. */
  boolean matches(FileChannel channel) throws IOException {
    return equals(of(channel, length));
  }
}
