package dev.steward.collector.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets damaged segment files aside: the file keeps its bytes under the name {@code
 * NAME.quarantined}, for a person to look at, and the records before the damage go on under the old
 * name.
 */
final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private final Path directory;
  private final QueueFiles files;
  private final QueueCounters counters;

  Quarantine(Path directory, QueueFiles files, QueueCounters counters) {
    this.directory = directory;
    this.files = files;
    this.counters = counters;
  }

  /**
   * Sets a file aside.
   *
   * @param soundBytes how many bytes from its start are sound
   * @return whether a file of the old name remains, that holds the sound bytes
   */
  boolean isolate(Path file, long soundBytes, String reason) {
    Path quarantined = file.resolveSibling(file.getFileName() + ".quarantined");
    counters.quarantinedSegments.increment();
    LOG.error(
        "Queue segment {} is {}. It is kept as {}; what else the queue holds goes on.",
        file,
        reason,
        quarantined);
    try {
      boolean remains = soundBytes > SegmentFormat.HEADER_BYTES;
      Path prefix = file.resolveSibling(file.getFileName() + ".tmp");
      if (remains) {
        copyStart(file, prefix, soundBytes);
      }
      files.move(file, quarantined);
      if (remains) {
        files.move(prefix, file);
      }
      files.forceDirectory(directory);
      return remains;
    } catch (IOException e) {
      LOG.error("Queue segment {} cannot be set aside as {}", file, quarantined, e);
      return false;
    }
  }

  private void copyStart(Path source, Path target, long length) throws IOException {
    try (FileChannel input = FileChannel.open(source, StandardOpenOption.READ);
        QueueFiles.Appender output = files.create(target)) {
      ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
      long left = length;
      while (left > 0) {
        buffer.clear().limit((int) Math.min(left, buffer.capacity()));
        if (input.read(buffer) < 0) {
          throw new IOException(source + ": ends early");
        }
        left -= buffer.position();
        output.append(buffer.flip());
      }
      output.force();
    }
  }
}
