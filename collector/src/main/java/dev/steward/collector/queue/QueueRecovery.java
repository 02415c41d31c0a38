package dev.steward.collector.queue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a directory holds when a queue is opened.
 *
 * <p>Segments are read from the newest back to the first one with a sound checkpoint, which is
 * nearly always the newest itself; older ones are checked when a reader comes to them. A write that
 * was cut off is cut away, a damaged segment is set aside. Either way sequences go on above every
 * number that the lost bytes may have held, so that no server takes new data for a repetition.
 */
final class QueueRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(QueueRecovery.class);

  private final Path directory;
  private final QueueIdentity identity;
  private final QueueFiles files;
  private final QueueCounters counters;
  private final NavigableMap<Long, Segment> segments = new TreeMap<>();
  private final Deque<List<InputPosition>> positionsNewestLast = new ArrayDeque<>();
  private long nextSequence = 1;
  private boolean positionsComplete;

  private QueueRecovery(
      Path directory, QueueIdentity identity, QueueFiles files, QueueCounters counters) {
    this.directory = directory;
    this.identity = identity;
    this.files = files;
    this.counters = counters;
  }

  /** What was found: sound segments by first sequence, positions by key, the next sequence. */
  record Found(
      NavigableMap<Long, Segment> segments, Map<String, String> positions, long nextSequence) {}

  static Found recover(
      Path directory, QueueIdentity identity, QueueFiles files, QueueCounters counters)
      throws IOException {
    QueueRecovery recovery = new QueueRecovery(directory, identity, files, counters);
    List<Path> found = segmentFiles(directory);
    Collections.reverse(found);
    recovery.removeUnfinished();
    long limit = Long.MAX_VALUE;
    for (Path file : found) {
      recovery.take(file, limit);
      limit = Segment.firstSequence(file);
    }
    return new Found(recovery.segments, recovery.positions(), recovery.nextSequence);
  }

  /** The identity that the newest readable segment names, or null. */
  static @Nullable QueueIdentity identityOfSegments(Path directory) throws IOException {
    List<Path> found = segmentFiles(directory);
    Collections.reverse(found);
    for (Path file : found) {
      try (SegmentReader reader = SegmentReader.open(file)) {
        return reader.header().queue();
      } catch (DamagedSegmentException e) {
        LOG.warn("Queue segment {} is {}", file, e.getMessage());
      }
    }
    return null;
  }

  private static List<Path> segmentFiles(Path directory) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        if (Segment.isSegment(entry)) {
          found.add(entry);
        }
      }
    }
    Collections.sort(found);
    return found;
  }

  private void removeUnfinished() throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.tmp")) {
      for (Path entry : entries) {
        files.delete(entry);
      }
    }
  }

  private void take(Path file, long limit) throws IOException {
    long first = Segment.firstSequence(file);
    if (positionsComplete) {
      segments.put(first, new Segment(file, first, Files.size(file)));
      return;
    }
    SegmentScan scan = SegmentScan.of(file, identity, limit);
    nextSequence = Math.max(nextSequence, scan.nextSequence());
    positionsComplete = scan.hasCheckpoint();
    positionsNewestLast.addFirst(scan.positions());
    if (keep(file, scan)) {
      // A record may have been written and not forced when the last process was killed. From here
      // on it counts as durable, so it must be, before a server gets it.
      files.force(file);
      segments.put(first, new Segment(file, first, scan.soundBytes()));
    }
  }

  /** Whether the file, mended if need be, belongs to the queue. */
  private boolean keep(Path file, SegmentScan scan) {
    DamagedSegmentException damage = scan.damage();
    if (damage == null) {
      return true;
    }
    if (!scan.isTorn()) {
      String reason = String.valueOf(damage.getMessage());
      return new Quarantine(directory, files, counters).isolate(file, scan.soundBytes(), reason);
    }
    counters.tornSegments.increment();
    LOG.info("Queue segment {}: its last write was cut off at byte {}", file, scan.soundBytes());
    try {
      files.truncate(file, scan.soundBytes());
    } catch (IOException e) {
      LOG.warn("Queue segment {}: its torn end cannot be cut away and is passed over", file, e);
    }
    return true;
  }

  private Map<String, String> positions() {
    Map<String, String> positions = new LinkedHashMap<>();
    positionsNewestLast.forEach(changes -> apply(positions, changes));
    return positions;
  }

  /** Takes changes into a map of positions. */
  static void apply(Map<String, String> positions, List<InputPosition> changes) {
    for (InputPosition change : changes) {
      if (change.value().isEmpty()) {
        positions.remove(change.key());
      } else {
        positions.put(change.key(), change.value());
      }
    }
  }
}
