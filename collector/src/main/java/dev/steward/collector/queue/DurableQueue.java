package dev.steward.collector.queue;

import java.io.Closeable;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue of batches on disk, bounded in size, with one writer and several readers.
 *
 * <p>A batch is on the disk when {@link #append} returns, together with the input positions that it
 * stands for: both are one record, so after a crash at any moment an input goes on exactly behind
 * the last batch that the queue kept. Whoever writes collects what arrives meanwhile into the next
 * batch: the batch is the unit of group commit.
 *
 * <p>Files are described at {@link SegmentFormat}. Every opening and every failed write begins a
 * new segment, so the file that grows is always one that this process made; and a failed write may
 * leave bytes behind, which do no harm: a segment ends where the next one's first sequence begins.
 *
 * <p>Locking: {@code writing} guards the writer, the positions and removal of segments. Readers
 * take no lock; they see segments through a concurrent map and each segment's end through a
 * volatile.
 */
public final class DurableQueue implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(DurableQueue.class);

  /** Room for the position that keeps what was lost. */
  private static final int GAP_BYTES = 128;

  private final Path directory;
  private final QueueOptions options;
  private final QueueFiles files;
  private final Clock clock;
  private final QueueIdentity identity;
  private final QueueCounters counters;
  private final SegmentSet segments;
  private final QuotaKeeper quota;
  private final Map<String, QueueReader> readers = new TreeMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock writing = new ReentrantLock();
  private final Map<String, String> positions;
  private @Nullable SegmentWriter writer;
  private volatile long lastSequence;
  private boolean full;

  private DurableQueue(
      Path directory,
      QueueOptions options,
      QueueFiles files,
      Clock clock,
      QueueIdentity identity,
      QueueCounters counters,
      QueueRecovery.Found found) {
    this.directory = directory;
    this.options = options;
    this.files = files;
    this.clock = clock;
    this.identity = identity;
    this.counters = counters;
    this.segments = new SegmentSet(found.segments(), files);
    this.quota = new QuotaKeeper(directory, segments, files, counters);
    this.quota.gap(QueueGap.of(found.positions().getOrDefault(QueueGap.KEY, "")));
    this.positions = found.positions();
    this.lastSequence = found.nextSequence() - 1;
  }

  /** Opens the queue of a directory, making both where they do not exist. */
  public static DurableQueue open(Path directory, QueueOptions options) throws IOException {
    return open(directory, options, QueueFiles.DISK, Clock.systemUTC());
  }

  static DurableQueue open(Path directory, QueueOptions options, QueueFiles files, Clock clock)
      throws IOException {
    Files.createDirectories(directory);
    QueueCounters counters = new QueueCounters();
    QueueIdentity identity = QueueIdentity.load(directory);
    if (identity == null) {
      QueueIdentity named = QueueRecovery.identityOfSegments(directory);
      identity = named != null ? named : QueueIdentity.random(new SecureRandom());
      identity.store(directory, files);
    }
    QueueRecovery.Found found = QueueRecovery.recover(directory, identity, files, counters);
    DurableQueue queue =
        new DurableQueue(directory, options, files, clock, identity, counters, found);
    queue.openReaders();
    queue.beginFirstSegment();
    return queue;
  }

  private void openReaders() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("readers"));
    for (String name : options.readers()) {
      Path file = folder.resolve(URLEncoder.encode(name, StandardCharsets.UTF_8) + ".position");
      QueueReader reader = new QueueReader(this, ReaderPosition.open(file));
      readers.put(name, reader);
      lastSequence = Math.max(lastSequence, reader.acknowledged());
    }
  }

  private void beginFirstSegment() {
    try {
      dictionary();
    } catch (IOException e) {
      LOG.error(
          "Queue {}: no new segment can be begun; tried again with the next batch", directory, e);
    }
  }

  /** Who this queue is to servers. */
  public QueueIdentity identity() {
    return identity;
  }

  /** What has gone wrong so far. */
  public QueueCounters counters() {
    return counters;
  }

  /** The sequence of the newest batch, 0 where there has been none. */
  public long lastSequence() {
    return lastSequence;
  }

  /** Size of all segments, bytes. */
  public long bytes() {
    return segments.bytes();
  }

  /** How far each input had been read when the newest batch was appended. */
  public Map<String, String> positions() {
    writing.lock();
    try {
      return Map.copyOf(positions);
    } finally {
      writing.unlock();
    }
  }

  /** The reader of a name that the options list. */
  public QueueReader reader(String name) {
    QueueReader reader = readers.get(name);
    if (reader == null) {
      throw new IllegalArgumentException(
          "reader: " + name + " (expected: one of " + readers.keySet() + ")");
    }
    return reader;
  }

  /** Has an action run after each append, by the appending thread; it must be quick. */
  public void onAppend(Runnable action) {
    listeners.add(action);
  }

  /**
   * The dictionary that the next batch must be encoded with, which is that of the segment it will
   * stand in. Another number than before means that all definitions start anew; so does a failed
   * append.
   */
  public long dictionary() throws IOException {
    writing.lock();
    try {
      SegmentWriter current = writer;
      if (current != null && current.segment().durableBytes() >= options.segmentBytes()) {
        endSegment();
        current = null;
      }
      return (current == null ? beginSegment() : current).segment().firstSequence();
    } finally {
      writing.unlock();
    }
  }

  /** Closes the segment, so that the next batch starts another dictionary. */
  public void endSegment() throws IOException {
    writing.lock();
    try {
      SegmentWriter ended = writer;
      writer = null;
      if (ended != null) {
        ended.close();
      }
    } finally {
      writing.unlock();
    }
  }

  private SegmentWriter beginSegment() throws IOException {
    List<InputPosition> all = new ArrayList<>(positions.size());
    positions.forEach((key, value) -> all.add(new InputPosition(key, value)));
    Instant now = clock.instant();
    long nanos = Math.addExact(now.getEpochSecond() * 1_000_000_000L, now.getNano());
    SegmentFormat.Header header = SegmentFormat.Header.fresh(identity, lastSequence + 1, nanos);
    ByteBuffer checkpoint = SegmentFormat.checkpoint(all);
    try {
      makeRoom(SegmentFormat.HEADER_BYTES + checkpoint.remaining());
      SegmentWriter begun = SegmentWriter.create(files, directory, header, checkpoint);
      segments.add(begun.segment());
      writer = begun;
      return begun;
    } catch (IOException e) {
      counters.failedWrites.increment();
      throw e;
    }
  }

  /**
   * Appends a batch that was encoded with the current {@link #dictionary}.
   *
   * @return its sequence, when it is on the disk
   * @throws IOException if that failed: nothing was appended, and the batch must be encoded again
   *     with a new dictionary
   */
  public long append(EncodedBatch batch) throws IOException {
    long sequence;
    writing.lock();
    try {
      SegmentWriter current = writer;
      if (current == null) {
        throw new IllegalStateException("append: no dictionary (expected: one asked for before)");
      }
      sequence = lastSequence + 1;
      makeRoom(SegmentFormat.batchBytes(batch) + GAP_BYTES);
      EncodedBatch complete = withGap(batch);
      write(current, SegmentFormat.batch(sequence, complete));
      QueueRecovery.apply(positions, complete.positions());
      lastSequence = sequence;
    } finally {
      writing.unlock();
    }
    listeners.forEach(Runnable::run);
    return sequence;
  }

  /** A batch that also keeps what is lost and not told yet, so that a crash does not hide it. */
  private EncodedBatch withGap(EncodedBatch batch) {
    QueueGap gap = quota.gap();
    if (gap.isNone()) {
      return batch;
    }
    List<InputPosition> all = new ArrayList<>(batch.positions());
    all.removeIf(position -> position.key().equals(QueueGap.KEY));
    all.add(gap.toPosition());
    return new EncodedBatch(batch.definitions(), batch.content(), all);
  }

  /** Has samples thinned before anything is dropped where the queue is full. */
  public void thinWith(BatchThinning thinning) {
    writing.lock();
    try {
      quota.thinWith(thinning);
    } finally {
      writing.unlock();
    }
  }

  /** What was lost because the queue was full, and has not been {@link #told}. */
  public QueueGap gap() {
    writing.lock();
    try {
      return quota.gap();
    } finally {
      writing.unlock();
    }
  }

  /**
   * Takes note that what was lost is being told.
   *
   * @param gap what {@link #gap} gave
   * @return the position to be added to the batch that tells it
   */
  public InputPosition told(QueueGap gap) {
    writing.lock();
    try {
      if (quota.gap().equals(gap)) {
        quota.gap(QueueGap.NONE);
      }
      return InputPosition.forgotten(QueueGap.KEY);
    } finally {
      writing.unlock();
    }
  }

  private void write(SegmentWriter current, ByteBuffer record) throws IOException {
    try {
      current.append(record);
    } catch (IOException e) {
      counters.failedWrites.increment();
      writer = null;
      try {
        current.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private void makeRoom(int neededBytes) throws IOException {
    boolean dropped = quota.makeRoom(neededBytes, options.maxBytes(), leastAcknowledged());
    if (dropped && !full) {
      LOG.warn(
          "Queue {}: full at {} bytes; samples are thinned, then the oldest batches dropped",
          directory,
          options.maxBytes());
    }
    // Said again only after the queue has had room for a while.
    full = dropped || (full && bytes() + 2 * options.segmentBytes() > options.maxBytes());
  }

  /** Removes segments that no reader needs any more; leaves it to the next call if writing. */
  void release() {
    if (!writing.tryLock()) {
      return;
    }
    try {
      segments.release(leastAcknowledged());
    } catch (IOException e) {
      LOG.warn("Queue {}: a segment that is no longer needed cannot be removed", directory, e);
    } finally {
      writing.unlock();
    }
  }

  private long leastAcknowledged() {
    return readers.values().stream().mapToLong(QueueReader::acknowledged).min().orElse(0);
  }

  /**
   * Makes numbers go on behind one that a server holds although this queue never gave it out, as
   * after the disk was set back to an earlier state.
   */
  public void skipTo(long sequence) throws IOException {
    writing.lock();
    try {
      if (sequence > lastSequence + 1) {
        LOG.warn(
            "Queue {}: a server holds batch {}, the newest here is {}; numbers go on from there",
            directory,
            sequence - 1,
            lastSequence);
        endSegment();
        lastSequence = sequence - 1;
      }
    } finally {
      writing.unlock();
    }
  }

  /** The segments, for readers. */
  SegmentSet segments() {
    return segments;
  }

  /** Sets a segment aside that a reader found damaged; the first of several readers does it. */
  void isolate(Segment segment, DamagedSegmentException damage) throws IOException {
    writing.lock();
    try {
      if (!segments.holds(segment) || segment.durableBytes() <= damage.offset()) {
        return;
      }
      if (writer != null && writer.segment() == segment) {
        endSegment();
      }
      segment.endAt(damage.offset());
      Quarantine quarantine = new Quarantine(directory, files, counters);
      if (!quarantine.isolate(
          segment.file(), damage.offset(), String.valueOf(damage.getMessage()))) {
        segments.leaveOut(segment);
      }
    } finally {
      writing.unlock();
    }
  }

  /** Takes note that somebody else removed a segment's file. */
  void forget(Segment segment) throws IOException {
    writing.lock();
    try {
      if (segments.leaveOut(segment)) {
        LOG.error("Queue segment {} has been removed by somebody else", segment.file());
        if (writer != null && writer.segment() == segment) {
          endSegment();
        }
      }
    } finally {
      writing.unlock();
    }
  }

  /** Closes all files. Readers must have stopped. */
  @Override
  public void close() throws IOException {
    endSegment();
    for (QueueReader reader : readers.values()) {
      reader.close();
    }
  }
}
