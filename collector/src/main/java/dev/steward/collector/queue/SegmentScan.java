package dev.steward.collector.queue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one segment file holds, as found by reading all of it.
 *
 * @param soundBytes where the last sound record ends that belongs to the segment; 0 if not even the
 *     header is sound
 * @param nextSequence above every sequence that the file may ever have held
 * @param hasCheckpoint whether {@code positions} starts with those of all inputs
 * @param positions the positions of all sound records in turn, those behind damage included
 * @param damage what is wrong, or null
 * @param soundBehindDamage how many sound records stand behind the first damage; where there are
 *     none, the damage is a write that was cut off
 */
record SegmentScan(
    long soundBytes,
    long nextSequence,
    boolean hasCheckpoint,
    List<InputPosition> positions,
    @Nullable DamagedSegmentException damage,
    int soundBehindDamage) {

  /**
   * Reads a file.
   *
   * @param queue the queue that it must belong to
   * @param limit first sequence of the following segment: records from there on are leftovers of a
   *     write that failed and was repeated in the following segment
   */
  static SegmentScan of(Path file, QueueIdentity queue, long limit) throws IOException {
    return new Scanner(file, queue, limit).scan();
  }

  /** Whether the damage is a write that was cut off, which nobody was told to be durable. */
  boolean isTorn() {
    return damage != null && soundBytes > 0 && soundBehindDamage == 0;
  }

  private static final class Scanner {
    private final Path file;
    private final QueueIdentity queue;
    private final long limit;
    private final long size;
    private final List<InputPosition> positions = new ArrayList<>();
    private long soundBytes;
    private long lastSequence;
    private boolean hasCheckpoint;

    Scanner(Path file, QueueIdentity queue, long limit) throws IOException {
      this.file = file;
      this.queue = queue;
      this.limit = limit;
      this.size = Files.size(file);
      this.lastSequence = Segment.firstSequence(file) - 1;
    }

    SegmentScan scan() throws IOException {
      try (SegmentReader reader = SegmentReader.open(file)) {
        checkHeader(reader.header());
        soundBytes = reader.offset();
        return scan(reader);
      } catch (DamagedSegmentException e) {
        return result(e, 0);
      }
    }

    private void checkHeader(SegmentFormat.Header header) throws DamagedSegmentException {
      if (!header.queue().equals(queue)) {
        throw new DamagedSegmentException(0, "it belongs to queue " + header.queue());
      }
      if (header.firstSequence() != lastSequence + 1) {
        throw new DamagedSegmentException(0, "it starts at sequence " + header.firstSequence());
      }
    }

    private SegmentScan scan(SegmentReader reader) throws IOException {
      try {
        StoredRecord record = reader.next(size);
        while (record != null && take(record)) {
          soundBytes = reader.offset();
          record = reader.next(size);
        }
        return result(null, 0);
      } catch (DamagedSegmentException e) {
        return result(e, takeBehindDamage(reader));
      }
    }

    /** Takes a record's positions; false if the record belongs to the following segment. */
    private boolean take(StoredRecord record) {
      switch (record) {
        case StoredRecord.Checkpoint _ -> hasCheckpoint = true;
        case StoredRecord.Batch batch -> {
          if (batch.sequence() >= limit) {
            return false;
          }
          lastSequence = Math.max(lastSequence, batch.sequence());
        }
      }
      positions.addAll(record.positions());
      return true;
    }

    private int takeBehindDamage(SegmentReader reader) throws IOException {
      int found = 0;
      while (reader.skipToNextRecord(size)) {
        found++;
        try {
          StoredRecord record = reader.next(size);
          if (record != null && !take(record)) {
            break;
          }
        } catch (DamagedSegmentException e) {
          // Looked sound by chance and was not: search on.
        }
      }
      return found;
    }

    private SegmentScan result(@Nullable DamagedSegmentException damage, int soundBehindDamage) {
      long lost = damage == null ? 0 : (size - soundBytes) / SegmentFormat.MIN_BATCH_BYTES + 1;
      return new SegmentScan(
          soundBytes,
          lastSequence + 1 + lost,
          hasCheckpoint,
          List.copyOf(positions),
          damage,
          soundBehindDamage);
    }
  }
}
