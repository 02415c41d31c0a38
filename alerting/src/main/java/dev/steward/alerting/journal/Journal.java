package dev.steward.alerting.journal;

import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of records to which records are appended; once {@link #append} returns, a record is on
 * disk. Safe for any thread: appends that arrive together share one write.
 *
 * <p>A record that was being written when the process died is dropped when the file is opened. A
 * record that the disk damaged ends the reading; the file is then set aside under a name with
 * {@code .damaged}, and what was read before it is kept.
 *
 * <pre>
 * file:   magic "STWJ" (4) | version 1 (4) | record...
 * record: length n (4) | CRC-32C of the content (4) | content (n)
 * </pre>
 *
 * <p>Numbers are big-endian.
 */
public final class Journal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final int MAGIC = 0x5354574A;
  private static final int VERSION = 1;
  private static final int HEADER = 8;
  private static final int RECORD_HEADER = 8;

  private final Path file;

  /** Guards the batch that is being collected. Never held while writing. */
  private final ReentrantLock collecting = new ReentrantLock();

  /** Guards the channel and its length. Taken before {@link #collecting}. */
  private final ReentrantLock writing = new ReentrantLock();

  private Batch batch = new Batch();
  private FileChannel channel;
  private long length;

  private Journal(Path file, FileChannel channel, long length) {
    this.file = file;
    this.channel = channel;
    this.length = length;
  }

  /** Records that reach the disk together. */
  private static final class Batch {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean done;
    private @Nullable IOException failure;
  }

  /**
   * Opens a journal, making it where there is none.
   *
   * @param records gets every record, in their order
   * @throws StewardException if the file cannot be read or written
   */
  public static Journal open(Path file, Consumer<byte[]> records) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      long end = Files.exists(file) ? read(file, records) : 0;
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (end < HEADER) {
        channel.truncate(0);
        write(channel, 0, header());
        end = HEADER;
      }
      channel.truncate(end);
      channel.force(true);
      forceFolder(file);
      return new Journal(file, channel, end);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static StewardException failed(Path file, IOException e) {
    return new StewardException(
        ErrorCode.STORAGE_FAILED, file + ": " + e + " (expected: a file that can be written)", e);
  }

  /** Reads the records and tells where the last whole one ends. */
  private static long read(Path file, Consumer<byte[]> records) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    if (bytes.remaining() < HEADER) {
      return 0;
    }
    if (bytes.getInt() != MAGIC || bytes.getInt() != VERSION) {
      setAside(file, "no journal of version " + VERSION);
      return 0;
    }
    while (bytes.remaining() >= RECORD_HEADER) {
      int start = bytes.position();
      int size = bytes.getInt();
      int checksum = bytes.getInt();
      if (size < 0 || size > bytes.remaining()) {
        return start;
      }
      byte[] content = new byte[size];
      bytes.get(content);
      if (checksum(content) != checksum) {
        if (bytes.hasRemaining()) {
          setAside(file, "a record at " + start + " is damaged");
        }
        return start;
      }
      records.accept(content);
    }
    return bytes.position();
  }

  private static void setAside(Path file, String why) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + ".damaged");
    Files.copy(file, aside, StandardCopyOption.REPLACE_EXISTING);
    LOG.error("{}: {}; kept as {}", file, why, aside);
  }

  private static int checksum(byte[] content) {
    CRC32C checksum = new CRC32C();
    checksum.update(content);
    return (int) checksum.getValue();
  }

  private static byte[] header() {
    return ByteBuffer.allocate(HEADER).putInt(MAGIC).putInt(VERSION).array();
  }

  private static void frame(ByteArrayOutputStream out, byte[] content) {
    out.writeBytes(
        ByteBuffer.allocate(RECORD_HEADER)
            .putInt(content.length)
            .putInt(checksum(content))
            .array());
    out.writeBytes(content);
  }

  /**
   * Appends a record, and returns when it is on disk.
   *
   * @throws StewardException with {@code STORAGE_FAILED} if it cannot be written; the journal stays
   *     usable
   */
  public void append(byte[] content) {
    Batch mine = collect(content);
    writing.lock();
    try {
      if (!mine.done) {
        write(takeBatch());
      }
      if (mine.failure != null) {
        throw failed(file, mine.failure);
      }
    } finally {
      writing.unlock();
    }
  }

  private Batch collect(byte[] content) {
    collecting.lock();
    try {
      frame(batch.bytes, content);
      return batch;
    } finally {
      collecting.unlock();
    }
  }

  private Batch takeBatch() {
    collecting.lock();
    try {
      Batch taken = batch;
      batch = new Batch();
      return taken;
    } finally {
      collecting.unlock();
    }
  }

  private void write(Batch taken) {
    taken.done = true;
    try {
      byte[] bytes = taken.bytes.toByteArray();
      write(channel, length, bytes);
      channel.force(false);
      length += bytes.length;
    } catch (IOException e) {
      taken.failure = e;
    }
  }

  /** Writes at a position, so that a failed write is written over by the next. */
  private static void write(FileChannel channel, long position, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer, position + buffer.position());
    }
  }

  /** Size of the file, in bytes. */
  public long length() {
    writing.lock();
    try {
      return length;
    } finally {
      writing.unlock();
    }
  }

  /**
   * Replaces all records by those that still matter. A crash leaves either the old file or the new
   * one. The caller sees to it that nothing is appended meanwhile that the new records lack.
   *
   * @throws StewardException if the file cannot be written; the old one stays in use
   */
  public void rewrite(List<byte[]> records) {
    writing.lock();
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(header());
      records.forEach(record -> frame(bytes, record));
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      FileChannel next =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      write(next, 0, bytes.toByteArray());
      next.force(true);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(file);
      channel.close();
      channel = next;
      length = bytes.size();
    } catch (IOException e) {
      throw failed(file, e);
    } finally {
      writing.unlock();
    }
  }

  private static void forceFolder(Path file) throws IOException {
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  @Override
  public void close() {
    writing.lock();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("{}: could not be closed", file, e);
    } finally {
      writing.unlock();
    }
  }
}
