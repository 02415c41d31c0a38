package dev.steward.metricstore.wal;

import dev.steward.metricstore.codec.ByteWriter;
import dev.steward.spi.store.SampleBatch;
import dev.steward.spi.store.SeriesHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.zip.CRC32C;

/**
 * Appends to one log file. Records are collected with {@link #add} and reach the disk together with
 * {@link #commit}; when that fails, the file is as it was after the commit before. For one thread.
 */
public final class WalWriter implements AutoCloseable {
  private final LogFile file;
  private final BatchEncoder encoder;
  private final ByteWriter buffer = new ByteWriter(1 << 16);
  private final CRC32C crc = new CRC32C();
  private long committed;

  /** Whether bytes of a failed commit may still stand behind {@link #committed}. */
  private boolean dirty;

  private WalWriter(LogFile file, long number, Function<SeriesHandle, LoggedSeries> own) {
    this.file = file;
    this.encoder = new BatchEncoder(number, own);
  }

  /**
   * Makes a file that begins with what is known so far, and waits until it is on disk.
   *
   * @param number the file's number, larger than those before
   * @param own gives this store's series for a handle
   */
  public static WalWriter create(
      Path path,
      long number,
      LogFile.Factory files,
      Function<SeriesHandle, LoggedSeries> own,
      CarryOver carryOver)
      throws IOException {
    LogFile file = files.create(path);
    WalWriter writer = new WalWriter(file, number, own);
    try {
      writer.buffer.putLong(WalFormat.MAGIC);
      writer.buffer.putInt(WalFormat.VERSION);
      writer.buffer.putInt(0);
      int start = writer.beginRecord();
      carryOver.write(writer.buffer);
      writer.endRecord(start);
      writer.commit();
      return writer;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private int beginRecord() {
    buffer.putLong(0);
    return buffer.size();
  }

  private void endRecord(int start) {
    int length = buffer.size() - start;
    crc.reset();
    crc.update(buffer.array(), start, length);
    buffer.setInt(start - WalFormat.FRAME_BYTES, length);
    buffer.setInt(start - 4, (int) crc.getValue());
  }

  /** Adds a batch to what the next commit writes. */
  public void add(SampleBatch batch, long receivedMillis) {
    int start = beginRecord();
    encoder.encode(batch, receivedMillis, buffer);
    endRecord(start);
  }

  /** Bytes that the next commit writes. */
  public int pendingBytes() {
    return buffer.size();
  }

  /** Size of the file. */
  public long size() {
    return committed;
  }

  /** Writes what was added and waits until it is on disk. */
  public void commit() throws IOException {
    try {
      if (dirty) {
        file.truncate(committed);
        dirty = false;
      }
      file.write(ByteBuffer.wrap(buffer.array(), 0, buffer.size()), committed);
      file.force();
      committed += buffer.size();
      encoder.committed();
    } catch (IOException e) {
      dirty = true;
      encoder.rolledBack();
      throw e;
    } finally {
      buffer.clear();
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
