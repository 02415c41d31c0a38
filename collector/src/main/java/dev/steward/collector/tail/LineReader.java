package dev.steward.collector.tail;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.spi.model.Labels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Reads whole lines from files and hands them on with the position behind them. One buffer serves
 * all files. For one thread.
 *
 * <p>A line counts when its end has been written, or when its file is being left. The fingerprint
 * is compared after reading and before the lines count: if the file was truncated in between, what
 * was read is thrown away.
 */
final class LineReader {
  /** Longer lines lose their end. */
  static final int MAX_LINE_BYTES = 256 << 10;

  private final Intake intake;
  private final LineClock clock;
  private final TailCounters counters;
  private final ByteBuffer buffer = ByteBuffer.allocate(MAX_LINE_BYTES);
  private long modifiedMillis;

  LineReader(Intake intake, LineClock clock, TailCounters counters) {
    this.intake = intake;
    this.clock = clock;
    this.counters = counters;
  }

  /** What a reading came to. */
  enum Outcome {
    /** There were lines, and there may be more. */
    READ,
    /** There is no whole line. */
    NOTHING,
    /** The file does not hold any more what was read of it. */
    TRUNCATED
  }

  /**
   * Reads a buffer full of lines.
   *
   * @param leaving whether the file is being left: a last line without an end counts too
   */
  Outcome read(TailedFile file, boolean leaving) throws IOException, IntakeClosedException {
    long offset = file.position().offset();
    long size = file.channel().size();
    if (size <= offset) {
      return size < offset ? Outcome.TRUNCATED : Outcome.NOTHING;
    }
    if (file.scannedTo() > 0) {
      modifiedMillis = file.position().modifiedMillis();
      return readLongLine(file, leaving);
    }
    // Before reading: what is changed later is known to be later than what is read here.
    modifiedMillis = file.modifiedMillis();
    int count = fill(file.channel(), offset);
    if (!file.position().fingerprint().matches(file.channel())) {
      return Outcome.TRUNCATED;
    }
    int end = lastLineEnd(count);
    if (end == 0 && count == buffer.capacity()) {
      file.scannedTo(offset + count);
      return readLongLine(file, leaving);
    }
    if (end == 0 && leaving) {
      end = count;
    }
    if (end == 0) {
      return Outcome.NOTHING;
    }
    emit(file, end, offset + end);
    return Outcome.READ;
  }

  /** Looks for the end of a line that is longer than the buffer, and gives its start. */
  private Outcome readLongLine(TailedFile file, boolean leaving)
      throws IOException, IntakeClosedException {
    long at = file.scannedTo();
    int lineEnd = -1;
    int count = fill(file.channel(), at);
    while (count > 0 && lineEnd < 0) {
      lineEnd = indexOfLineEnd(0, count);
      at += lineEnd < 0 ? count : lineEnd + 1;
      count = lineEnd < 0 ? fill(file.channel(), at) : count;
    }
    if (lineEnd < 0 && !leaving) {
      file.scannedTo(at);
      return file.holdsWhatWasRead() ? Outcome.NOTHING : Outcome.TRUNCATED;
    }
    int start = fill(file.channel(), file.position().offset());
    if (start < buffer.capacity() || !file.holdsWhatWasRead()) {
      return Outcome.TRUNCATED;
    }
    counters.cutLines.increment();
    emit(file, start, at);
    return Outcome.READ;
  }

  private int fill(FileChannel channel, long offset) throws IOException {
    buffer.clear();
    while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
      // Reads on.
    }
    return buffer.position();
  }

  /** Where the last whole line ends in the buffer; 0 if there is none. */
  private int lastLineEnd(int count) {
    byte[] bytes = buffer.array();
    int end = count;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private int indexOfLineEnd(int from, int to) {
    byte[] bytes = buffer.array();
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Hands on the lines at the start of the buffer, and the position behind them. */
  private void emit(TailedFile file, int end, long reached)
      throws IOException, IntakeClosedException {
    FilePosition position = file.positionAt(reached, modifiedMillis);
    clock.look();
    intake.add(sink -> {
      emitLines(file.labels(), end, sink);
      sink.position(position.toInputPosition());
    });
    counters.bytes.add(reached - file.position().offset());
    file.moveTo(position);
  }

  private void emitLines(FileLabels labels, int end, BatchSink sink) {
    byte[] bytes = buffer.array();
    int start = 0;
    int lines = 0;
    while (start < end) {
      int lineEnd = indexOfLineEnd(start, end);
      int next = lineEnd < 0 ? end : lineEnd + 1;
      int length = (lineEnd < 0 ? end : lineEnd) - start;
      if (length > 0 && bytes[start + length - 1] == '\r') {
        length--;
      }
      Labels stream = labels.of(LineLevel.of(bytes, start, length));
      sink.line(stream, clock.next(), bytes, start, length, Labels.EMPTY);
      lines++;
      start = next;
    }
    counters.lines.add(lines);
  }
}
