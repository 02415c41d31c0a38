package dev.steward.collector.queue;

import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments of an open queue in order, and which of them have to go. Looking is safe for any
 * thread; whatever changes the set is guarded by the queue's writer lock.
 */
final class SegmentSet {
  private final ConcurrentSkipListMap<Long, Segment> segments;
  private final QueueFiles files;
  private final QueueCounters counters;

  SegmentSet(NavigableMap<Long, Segment> found, QueueFiles files, QueueCounters counters) {
    this.segments = new ConcurrentSkipListMap<>(found);
    this.files = files;
    this.counters = counters;
  }

  /** The segment that may hold a sequence, else the oldest; null where there is none. */
  @Nullable Segment find(long sequence) {
    Map.Entry<Long, Segment> found = segments.floorEntry(sequence);
    Map.Entry<Long, Segment> entry = found != null ? found : segments.firstEntry();
    return entry == null ? null : entry.getValue();
  }

  @Nullable Segment following(Segment segment) {
    Map.Entry<Long, Segment> entry = segments.higherEntry(segment.firstSequence());
    return entry == null ? null : entry.getValue();
  }

  boolean holds(Segment segment) {
    return segments.get(segment.firstSequence()) == segment;
  }

  /** Size of all segments, bytes. */
  long bytes() {
    return segments.values().stream().mapToLong(Segment::durableBytes).sum();
  }

  /** Adds a segment; it takes the place of one with the same first sequence, which was empty. */
  void add(Segment segment) {
    segments.put(segment.firstSequence(), segment);
  }

  /** Takes a segment out and leaves its file; false if it was not there. */
  boolean leaveOut(Segment segment) {
    return segments.remove(segment.firstSequence(), segment);
  }

  /**
   * Drops the oldest segments until there is room, but never the newest.
   *
   * @param acknowledged what every reader has; batches after that are counted as dropped
   * @return whether anything was dropped
   */
  boolean makeRoom(long neededBytes, long maxBytes, long acknowledged) throws IOException {
    boolean dropped = false;
    while (bytes() + neededBytes > maxBytes) {
      Map.Entry<Long, Segment> oldest = segments.firstEntry();
      Segment follower = oldest == null ? null : following(oldest.getValue());
      if (oldest == null || follower == null) {
        break;
      }
      long kept = Math.max(oldest.getKey() - 1, acknowledged);
      counters.droppedBatches.add(Math.max(0, follower.firstSequence() - 1 - kept));
      remove(oldest.getValue());
      dropped = true;
    }
    return dropped;
  }

  /** Removes segments of which every reader has everything, but never the newest. */
  void release(long acknowledged) throws IOException {
    for (Segment segment : segments.values()) {
      Segment follower = following(segment);
      if (follower == null || follower.firstSequence() - 1 > acknowledged) {
        return;
      }
      remove(segment);
    }
  }

  private void remove(Segment segment) throws IOException {
    segments.remove(segment.firstSequence(), segment);
    files.delete(segment.file());
  }
}
