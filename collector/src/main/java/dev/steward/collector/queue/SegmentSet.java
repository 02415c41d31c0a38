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

  SegmentSet(NavigableMap<Long, Segment> found, QueueFiles files) {
    this.segments = new ConcurrentSkipListMap<>(found);
    this.files = files;
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

  /** Whether a segment starts with a sequence. */
  boolean starts(long firstSequence) {
    return segments.containsKey(firstSequence);
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

  /** The oldest segment; null where there is none. */
  @Nullable Segment first() {
    Map.Entry<Long, Segment> entry = segments.firstEntry();
    return entry == null ? null : entry.getValue();
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

  /** Removes a segment and its file. */
  void remove(Segment segment) throws IOException {
    segments.remove(segment.firstSequence(), segment);
    files.delete(segment.file());
  }
}
