package dev.steward.logstore.wal;

import dev.steward.logstore.bytes.ByteSink;
import dev.steward.logstore.bytes.Compression;
import dev.steward.logstore.bytes.LineOffsets;
import dev.steward.logstore.disk.Disk;
import dev.steward.logstore.disk.DiskFile;
import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.memory.RecordPlace;
import dev.steward.logstore.stream.KeptStream;
import dev.steward.spi.store.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the write-ahead log: records are gathered with {@link #add} and made durable together with
 * {@link #commit}. A failed commit leaves the log as it was before the first of them; the next one
 * then goes to a new segment. For one thread.
 */
public final class WalWriter {
  private final Path directory;
  private final Disk disk;
  private long generation;
  private int number;
  private @Nullable DiskFile file;
  private long size;
  private WalRecord record = new WalRecord();
  private final ByteSink content = new ByteSink(64 << 10);
  private final List<Gathered> gathered = new ArrayList<>();

  private record Gathered(byte[] array, int offset, int length) {}

  /** A writer whose first segment is the first of a generation. */
  public WalWriter(Path directory, Disk disk, long generation) {
    this.directory = directory;
    this.disk = disk;
    this.generation = generation;
  }

  /** Bytes in the segment at hand. */
  public long size() {
    return size;
  }

  /**
   * Gathers a record.
   *
   * @param keeper keeps the record's bytes until they are committed at least
   * @param offsets is told where in the record the lines stand
   */
  public RecordPlace add(
      @Nullable Origin origin, List<KeptStream> streams, MemoryTable keeper, LineOffsets offsets) {
    content.clear();
    content.writeLong(0);
    record.encode(origin, streams, content, offsets);
    int length = content.size() - WalFormat.RECORD_HEADER_BYTES;
    content.setInt(0, length);
    content.setInt(4, Compression.checksum(content.array(), WalFormat.RECORD_HEADER_BYTES, length));
    RecordPlace place = keeper.keep(content.array(), content.size());
    gathered.add(new Gathered(keeper.array(place), place.offset(), content.size()));
    return place;
  }

  /** Makes what was gathered durable, or none of it. */
  public void commit() throws IOException {
    if (gathered.isEmpty()) {
      return;
    }
    DiskFile target = file;
    long before = size;
    try {
      if (target == null) {
        target = startSegment();
        before = size;
      }
      for (Gathered bytes : gathered) {
        target.write(bytes.array(), bytes.offset(), bytes.length());
        size += bytes.length();
      }
      target.force();
    } catch (IOException e) {
      abandon(before);
      throw e;
    } finally {
      gathered.clear();
    }
  }

  private DiskFile startSegment() throws IOException {
    Path path = WalFormat.path(directory, generation, number);
    while (Files.exists(path)) {
      path = WalFormat.path(directory, generation, ++number);
    }
    DiskFile started = disk.create(path);
    file = started;
    size = 0;
    ByteSink header = new ByteSink(WalFormat.HEADER_BYTES);
    header.writeLong(WalFormat.MAGIC);
    header.writeInt(WalFormat.VERSION);
    started.write(header.array(), 0, header.size());
    size = header.size();
    disk.forceDirectory(directory);
    return started;
  }

  /** Cuts off what a failed commit left and gives the segment up: its state is not certain. */
  private void abandon(long before) {
    DiskFile broken = file;
    if (broken != null) {
      try {
        broken.truncate(before);
        broken.force();
      } catch (IOException e) {
        // Its records were not acknowledged; if they survive after all they are merely stored.
      }
      closeQuietly(broken);
    }
    file = null;
    size = 0;
    number++;
    record = new WalRecord();
  }

  private static void closeQuietly(DiskFile broken) {
    try {
      broken.close();
    } catch (IOException e) {
      // Nothing that was acknowledged depends on it.
    }
  }

  /** Goes on with the first segment of another generation. */
  public void rotate(long newGeneration) throws IOException {
    close();
    generation = newGeneration;
    number = 0;
  }

  /** Closes the segment at hand. */
  public void close() throws IOException {
    DiskFile open = file;
    file = null;
    size = 0;
    record = new WalRecord();
    if (open != null) {
      open.close();
    }
  }
}
