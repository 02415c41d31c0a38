package dev.steward.metricstore.wal;

import dev.steward.metricstore.codec.ByteReader;
import dev.steward.metricstore.codec.CorruptDataException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * Reads a log file. A record that is cut off at the end is what a kill leaves, and no damage: it
 * was never acknowledged. Any other record that is not whole is damage; what follows it is still
 * read as far as its length can be believed. For one thread.
 */
public final class WalReader {
  /** Takes what a log holds. */
  public interface Replay {
    /** What was known when the file began. */
    void carryOver(CarryOver carryOver);

    /** A batch and when it was received, milliseconds since the Unix epoch. */
    void batch(SampleBatch batch, long receivedMillis);
  }

  private final BatchDecoder decoder;
  private final Replay replay;
  private final CRC32C crc = new CRC32C();
  private int damagedRecords;

  private WalReader(Function<Labels, SeriesHandle> series, Replay replay) {
    this.decoder = new BatchDecoder(series);
    this.replay = replay;
  }

  /**
   * Reads a file.
   *
   * @return how many records were damaged
   */
  public static int read(Path path, Function<Labels, SeriesHandle> series, Replay replay)
      throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      WalReader reader = new WalReader(series, replay);
      reader.readAll(channel);
      return reader.damagedRecords;
    }
  }

  private void readAll(FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < WalFormat.HEADER_BYTES) {
      return;
    }
    ByteReader header = new ByteReader(bytesAt(channel, 0, WalFormat.HEADER_BYTES));
    if (header.readLong() != WalFormat.MAGIC || header.readInt() != WalFormat.VERSION) {
      damagedRecords++;
      return;
    }
    long at = WalFormat.HEADER_BYTES;
    byte[] record = new byte[1 << 16];
    while (at + WalFormat.FRAME_BYTES <= size) {
      ByteReader frame = new ByteReader(bytesAt(channel, at, WalFormat.FRAME_BYTES));
      int length = frame.readInt();
      int expected = frame.readInt();
      if (length < 1 || length > WalFormat.MAX_RECORD_BYTES) {
        // Zeros at the end are room that a file system added before a crash.
        damagedRecords += length == 0 ? 0 : 1;
        return;
      }
      at += WalFormat.FRAME_BYTES;
      if (at + length > size) {
        return;
      }
      if (record.length < length) {
        record = new byte[Math.max(length, record.length * 2)];
      }
      fill(channel, at, record, length);
      at += length;
      readRecord(record, length, expected, at == size);
    }
  }

  private void readRecord(byte[] record, int length, int expected, boolean last) {
    crc.reset();
    crc.update(record, 0, length);
    if ((int) crc.getValue() != expected) {
      // The last record may have been under way when the machine stopped.
      damagedRecords += last ? 0 : 1;
      return;
    }
    try {
      ByteReader in = new ByteReader();
      in.reset(record, 0, length);
      decode(in);
    } catch (CorruptDataException e) {
      damagedRecords++;
    }
  }

  private void decode(ByteReader in) {
    int kind = in.readByte();
    switch (kind) {
      case WalFormat.BATCH -> {
        BatchDecoder.Received received = decoder.decode(in);
        damagedRecords += received.whole() ? 0 : 1;
        replay.batch(received.batch(), received.receivedMillis());
      }
      case WalFormat.CARRY_OVER -> replay.carryOver(CarryOver.read(in));
      default -> throw new CorruptDataException("log record of unknown kind " + kind);
    }
  }

  private static byte[] bytesAt(FileChannel channel, long position, int length) throws IOException {
    byte[] bytes = new byte[length];
    fill(channel, position, bytes, length);
    return bytes;
  }

  private static void fill(FileChannel channel, long position, byte[] into, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new IOException("file ends at " + (position + buffer.position()));
      }
    }
  }
}
