package dev.steward.collector.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file that remembers how far a reader has acknowledged: {@code STWQPOS} and version 1 (8
 * bytes), the sequence (8), CRC-32C of the 16 bytes before it (4); big-endian.
 *
 * <p>It is written in place and never forced: after a power cut it may be old or unreadable, which
 * costs nothing but sending again what the server then says that it has.
 */
final class ReaderPosition implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderPosition.class);
  private static final long MAGIC = 0x53545751504f5301L;
  private static final int BYTES = 20;

  private final Path file;
  private final FileChannel channel;
  private long acknowledged;

  private ReaderPosition(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static ReaderPosition open(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    ReaderPosition position = new ReaderPosition(file, channel);
    position.load();
    return position;
  }

  private void load() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    int count = channel.read(bytes, 0);
    if (count == BYTES
        && bytes.getLong(0) == MAGIC
        && bytes.getInt(16) == checksum(bytes)
        && bytes.getLong(8) >= 0) {
      acknowledged = bytes.getLong(8);
    } else if (count > 0) {
      LOG.warn("{}: unreadable position; reading starts at the oldest batch", file);
    }
  }

  long acknowledged() {
    return acknowledged;
  }

  void store(long sequence) {
    acknowledged = sequence;
    ByteBuffer bytes = ByteBuffer.allocate(BYTES).putLong(MAGIC).putLong(sequence);
    bytes.putInt(checksum(bytes)).flip();
    try {
      channel.write(bytes, 0);
    } catch (IOException e) {
      LOG.warn("{}: the position cannot be written; it is only remembered until the end", file, e);
    }
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.array(), 0, 16);
    return (int) checksum.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
