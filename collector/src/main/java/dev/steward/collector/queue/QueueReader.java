package dev.steward.collector.queue;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a queue, with a position of its own that outlives the process. For one thread,
 * except where a method says otherwise.
 *
 * <p>Label set ids mean something only within their dictionary, and a server forgets a dictionary
 * with the connection. So the first batch after {@link #seek} carries all definitions that stand
 * before it in its segment: their frames are put before its own, and since a payload of two frames
 * is the concatenation of two messages, which protobuf reads as their merger, nothing has to be
 * compressed again. Every later batch follows its predecessor, so what it refers to is known.
 */
public final class QueueReader {
  private final DurableQueue queue;
  private final ReaderPosition position;
  private volatile long acknowledged;
  private long wanted;
  private long lastRead;
  private Frame preface = Frame.EMPTY;
  private @Nullable Segment segment;
  private @Nullable SegmentReader input;

  QueueReader(DurableQueue queue, ReaderPosition position) {
    this.queue = queue;
    this.position = position;
    this.acknowledged = position.acknowledged();
    this.wanted = acknowledged + 1;
  }

  /** The sequence up to which the reader needs nothing any more. Any thread may ask. */
  public long acknowledged() {
    return acknowledged;
  }

  /** Says that nothing up to a sequence is needed any more; it may also go back. */
  public void acknowledge(long sequence) {
    if (sequence != acknowledged) {
      acknowledged = sequence;
      position.store(sequence);
      queue.release();
    }
  }

  /** Goes to the first batch whose sequence is not below the given one. */
  public void seek(long sequence) throws IOException {
    leaveSegment();
    wanted = sequence;
  }

  /**
   * The next durable batch, or null where there is none yet.
   *
   * @throws IOException if a segment cannot be opened; asking again goes on at the same batch
   */
  public @Nullable QueuedBatch next() throws IOException {
    while (true) {
      if (input == null && !enterSegment()) {
        return null;
      }
      Segment current = Objects.requireNonNull(segment);
      // First the follower, then the end: a segment with a follower has got its last bytes.
      Segment follower = queue.segments().following(current);
      if (!queue.segments().holds(current)) {
        leaveSegment();
        continue;
      }
      StoredRecord record;
      try {
        record = Objects.requireNonNull(input).next(current.durableBytes());
      } catch (DamagedSegmentException e) {
        if (follower == null || follower.firstSequence() != lastRead + 1) {
          queue.isolate(current, e);
        } else {
          // Nothing is missing: these are the leftovers of a write that failed.
          current.endAt(e.offset());
        }
        leaveSegment();
        continue;
      }
      if (endsSegment(record, follower)) {
        if (follower == null) {
          return null;
        }
        leaveSegment();
        wanted = Math.max(wanted, follower.firstSequence());
      } else if (record instanceof StoredRecord.Batch batch) {
        QueuedBatch found = take(batch, current);
        if (found != null) {
          return found;
        }
      }
    }
  }

  /** A segment ends with its bytes, and where its follower takes over. */
  private static boolean endsSegment(@Nullable StoredRecord record, @Nullable Segment follower) {
    return record == null
        || (follower != null
            && record instanceof StoredRecord.Batch batch
            && batch.sequence() >= follower.firstSequence());
  }

  private @Nullable QueuedBatch take(StoredRecord.Batch batch, Segment current) {
    Frame definitions = batch.encoded().definitions();
    lastRead = batch.sequence();
    if (batch.sequence() < wanted) {
      preface = preface.followedBy(definitions);
      return null;
    }
    wanted = batch.sequence() + 1;
    Frame payload = preface.followedBy(definitions).followedBy(batch.encoded().content());
    preface = Frame.EMPTY;
    return new QueuedBatch(batch.sequence(), current.firstSequence(), payload);
  }

  private boolean enterSegment() throws IOException {
    while (true) {
      Segment found = queue.segments().find(wanted);
      if (found == null) {
        return false;
      }
      try {
        input = SegmentReader.open(found.file());
        segment = found;
        return true;
      } catch (DamagedSegmentException e) {
        queue.isolate(found, e);
      } catch (NoSuchFileException e) {
        queue.forget(found);
      }
    }
  }

  private void leaveSegment() throws IOException {
    SegmentReader left = input;
    input = null;
    segment = null;
    preface = Frame.EMPTY;
    lastRead = 0;
    if (left != null) {
      left.close();
    }
  }

  void close() throws IOException {
    leaveSegment();
    position.close();
  }
}
