package dev.steward.collector.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a queue within its quota. Metrics go before logs and the old before the new: first the
 * samples of the oldest segments are thinned to one a minute, then those of all to one in ten
 * minutes, and only then is the oldest segment dropped. Guarded by the queue's writer lock.
 *
 * <p>A thinned segment takes the place of the old one under its name, with the same sequences and
 * input positions; a reader that has the old one open leaves it and comes back to where it was.
 */
final class QuotaKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(QuotaKeeper.class);
  private static final long[] KEEP_EVERY_MILLIS = {60_000, 600_000};

  private final Path directory;
  private final SegmentSet segments;
  private final QueueFiles files;
  private final QueueCounters counters;

  /** How often each segment was thinned, by its first sequence; as its header says. */
  private final Map<Long, Integer> thinned = new HashMap<>();

  private @Nullable BatchThinning thinning;
  private QueueGap gap = QueueGap.NONE;

  QuotaKeeper(Path directory, SegmentSet segments, QueueFiles files, QueueCounters counters) {
    this.directory = directory;
    this.segments = segments;
    this.files = files;
    this.counters = counters;
  }

  void thinWith(BatchThinning how) {
    thinning = how;
  }

  /** What was lost and not told yet. */
  QueueGap gap() {
    return gap;
  }

  void gap(QueueGap known) {
    gap = known;
  }

  /**
   * Makes room.
   *
   * @param acknowledged what every reader has: it goes first, and is no loss
   * @return whether anything was lost
   */
  boolean makeRoom(long neededBytes, long maxBytes, long acknowledged) throws IOException {
    QueueGap before = gap;
    if (segments.bytes() + neededBytes > maxBytes) {
      segments.release(acknowledged);
      thinned.keySet().removeIf(first -> !segments.starts(first));
    }
    while (segments.bytes() + neededBytes > maxBytes) {
      if (!thinNext()) {
        Segment oldest = segments.first();
        Segment follower = oldest == null ? null : segments.following(oldest);
        if (oldest == null || follower == null) {
          break;
        }
        drop(oldest, follower, acknowledged);
      }
    }
    return !gap.equals(before);
  }

  private void drop(Segment oldest, Segment follower, long acknowledged) throws IOException {
    long from = createdNanos(oldest);
    long to = createdNanos(follower);
    long kept = Math.max(oldest.firstSequence() - 1, acknowledged);
    long dropped = Math.max(0, follower.firstSequence() - 1 - kept);
    segments.remove(oldest);
    thinned.remove(oldest.firstSequence());
    counters.droppedBatches.add(dropped);
    if (dropped > 0) {
      gap = gap.and(new QueueGap(dropped, 0, from, to));
    }
  }

  private static long createdNanos(Segment segment) throws IOException {
    try (SegmentReader reader = SegmentReader.open(segment.file())) {
      return reader.header().createdNanos();
    } catch (DamagedSegmentException e) {
      // The time of what cannot be read is not known.
      return 0;
    }
  }

  /** Thins the oldest segment that may be thinned further; false if there is none. */
  private boolean thinNext() {
    BatchThinning how = thinning;
    if (how == null) {
      return false;
    }
    for (int level = 0; level < KEEP_EVERY_MILLIS.length; level++) {
      for (Segment segment = segments.first();
          segment != null;
          segment = segments.following(segment)) {
        Segment follower = segments.following(segment);
        if (follower != null && timesThinned(segment) <= level) {
          thinned.put(segment.firstSequence(), level + 1);
          long before = segment.durableBytes();
          thin(segment, follower, level + 1, how.begin(KEEP_EVERY_MILLIS[level]));
          Segment after = segments.find(segment.firstSequence());
          if (after != null && after.durableBytes() < before) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private int timesThinned(Segment segment) {
    Integer known = thinned.get(segment.firstSequence());
    if (known == null) {
      try (SegmentReader reader = SegmentReader.open(segment.file())) {
        known = reader.header().thinned();
      } catch (IOException e) {
        // What cannot be read cannot be thinned.
        known = KEEP_EVERY_MILLIS.length;
      }
      thinned.put(segment.firstSequence(), known);
    }
    return known;
  }

  private void thin(Segment segment, Segment follower, int times, BatchThinning.Pass pass) {
    Path temporary = directory.resolve(segment.file().getFileName() + ".tmp");
    try (SegmentReader reader = SegmentReader.open(segment.file())) {
      SegmentFormat.Header header = reader.header().withThinned(times);
      long length = copy(segment, follower, reader, header, pass, temporary);
      if (pass.leftOut() == 0) {
        files.delete(temporary);
        return;
      }
      files.move(temporary, segment.file());
      files.forceDirectory(directory);
      segments.add(new Segment(segment.file(), segment.firstSequence(), length));
      counters.thinnedSamples.add(pass.leftOut());
      gap =
          gap.and(
              new QueueGap(
                  0, pass.leftOut(), reader.header().createdNanos(), createdNanos(follower)));
    } catch (IOException e) {
      // It stays as it is; if its turn comes, it is dropped.
      LOG.warn("Queue segment {} cannot be thinned", segment.file(), e);
    }
  }

  /** Copies a segment without the samples that are left out; gives the copy's length. */
  private long copy(
      Segment segment,
      Segment follower,
      SegmentReader reader,
      SegmentFormat.Header newHeader,
      BatchThinning.Pass pass,
      Path target)
      throws IOException {
    long length = 0;
    try (QueueFiles.Appender out = files.create(target)) {
      ByteBuffer header = SegmentFormat.header(newHeader);
      length += header.remaining();
      out.append(header);
      for (StoredRecord record = reader.next(segment.durableBytes());
          record != null;
          record = reader.next(segment.durableBytes())) {
        ByteBuffer bytes =
            switch (record) {
              case StoredRecord.Checkpoint checkpoint ->
                  SegmentFormat.checkpoint(checkpoint.positions());
              case StoredRecord.Batch batch ->
                  SegmentFormat.batch(batch.sequence(), pass.thin(batch.encoded()));
            };
        if (record instanceof StoredRecord.Batch batch
            && batch.sequence() >= follower.firstSequence()) {
          break;
        }
        length += bytes.remaining();
        out.append(bytes);
      }
      out.force();
    }
    return length;
  }
}
