package dev.steward.collector.tail;

import dev.steward.collector.batch.BatchSink;
import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.LongSupplier;

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
  private final LongSupplier nanoTime;
  private final ByteBuffer buffer = ByteBuffer.allocate(MAX_LINE_BYTES);
  private long modifiedMillis;

  LineReader(Intake intake, LineClock clock, TailCounters counters, LongSupplier nanoTime) {
    this.intake = intake;
    this.clock = clock;
    this.counters = counters;
    this.nanoTime = nanoTime;
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
    FileEncoding encoding = file.encoding();
    int end = encoding.lastLineEnd(buffer.array(), count);
    if (end == 0 && count == buffer.capacity()) {
      file.scannedTo(offset + count);
      return readLongLine(file, leaving);
    }
    if (end == 0 && leaving) {
      end = count;
    }
    if (!leaving && end > 0) {
      end = recordEnd(file, encoding, end, offset + count);
    }
    if (end == 0) {
      return Outcome.NOTHING;
    }
    emit(file, end, offset + end);
    return Outcome.READ;
  }

  /** Where the last record ends that may be handed on; the last one may still grow. */
  private int recordEnd(TailedFile file, FileEncoding encoding, int linesEnd, long fileEnd) {
    RecordEnds records = file.records();
    if (records.isEachLine()) {
      return linesEnd;
    }
    int end = records.lastRecordEnd(encoding, buffer.array(), linesEnd);
    if (end > 0) {
      return end;
    }
    long now = nanoTime.getAsLong();
    long quiet = now - file.quietSince(fileEnd, now);
    boolean whole = quiet >= records.quiet().toNanos() || buffer.position() == buffer.capacity();
    return whole ? linesEnd : 0;
  }

  /** Looks for the end of a line that is longer than the buffer, and gives its start. */
  private Outcome readLongLine(TailedFile file, boolean leaving)
      throws IOException, IntakeClosedException {
    long at = file.scannedTo();
    FileEncoding encoding = file.encoding();
    int lineEnd = -1;
    int count = encoding.whole(fill(file.channel(), at));
    while (count > 0 && lineEnd < 0) {
      lineEnd = encoding.lineEnd(buffer.array(), 0, count);
      at += lineEnd < 0 ? count : lineEnd;
      count = lineEnd < 0 ? encoding.whole(fill(file.channel(), at)) : count;
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

  /** Hands on the lines at the start of the buffer, and the position behind them. */
  private void emit(TailedFile file, int end, long reached)
      throws IOException, IntakeClosedException {
    FilePosition position = file.positionAt(reached, modifiedMillis);
    clock.look();
    FileEncoding encoding = file.encoding();
    boolean first = file.position().offset() == 0;
    intake.add(sink -> {
      int start = first ? encoding.markLength(buffer.array(), end) : 0;
      emitRecords(file, encoding, start, end, sink);
      sink.position(position.toInputPosition());
    });
    counters.bytes.add(reached - file.position().offset());
    file.moveTo(position);
  }

  private void emitRecords(
      TailedFile file, FileEncoding encoding, int from, int end, BatchSink sink) {
    int records = 0;
    int start = from;
    while (start < end) {
      int recordEnd = file.records().recordEnd(encoding, buffer.array(), start, end);
      int next = recordEnd < 0 ? end : recordEnd;
      emitRecord(file.format(), encoding, start, next, sink);
      records++;
      start = next;
    }
    counters.lines.add(records);
  }

  private void emitRecord(
      LineFormat format, FileEncoding encoding, int start, int next, BatchSink sink) {
    byte[] bytes = buffer.array();
    int length = encoding.withoutEnd(bytes, start, next);
    if (encoding.isPlain()) {
      format.add(bytes, start, length, clock, sink);
    } else {
      byte[] text = encoding.toUtf8(bytes, start, length);
      format.add(text, 0, text.length, clock, sink);
    }
  }
}
