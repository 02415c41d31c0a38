package dev.steward.collector.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Writes the one segment of a queue that still grows. Guarded by the queue's writer lock. */
final class SegmentWriter implements Closeable {
  private final Segment segment;
  private final QueueFiles.Appender appender;

  private SegmentWriter(Segment segment, QueueFiles.Appender appender) {
    this.segment = segment;
    this.appender = appender;
  }

  /**
   * Makes a segment with a header and a checkpoint. It gets its name only when both are on the
   * disk, so that a file with a segment's name always has them.
   */
  static SegmentWriter create(
      QueueFiles files, Path directory, SegmentFormat.Header header, ByteBuffer checkpoint)
      throws IOException {
    Path file = directory.resolve(Segment.fileName(header.firstSequence()));
    Path temporary = directory.resolve(file.getFileName() + ".tmp");
    ByteBuffer start = SegmentFormat.header(header);
    long length = start.remaining() + checkpoint.remaining();
    QueueFiles.Appender appender = files.create(temporary);
    try {
      appender.append(start);
      appender.append(checkpoint);
      appender.force();
      files.move(temporary, file);
      files.forceDirectory(directory);
      return new SegmentWriter(new Segment(file, header.firstSequence(), length), appender);
    } catch (IOException e) {
      appender.close();
      throw e;
    }
  }

  Segment segment() {
    return segment;
  }

  /** Appends a record; when it returns, the record is on the disk and readers see it. */
  void append(ByteBuffer record) throws IOException {
    int length = record.remaining();
    appender.append(record);
    appender.force();
    segment.endAt(segment.durableBytes() + length);
  }

  @Override
  public void close() throws IOException {
    appender.close();
  }
}
