package dev.steward.collector.tail;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.collector.queue.InputPosition;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The compressed rotations that a pattern leads to when it is followed for the first time. Each is
 * read once, the oldest first; later ones are rotations of what was read already. For one thread.
 *
 * <p>A line gets the time that it starts with, if it is one that syslog knows, else the time at
 * which its file was last changed. How far was read commits with the lines.
 */
final class CompressedHistory implements Closeable {
  private static final String KEY = "history:";
  private static final String DONE = "done";
  private static final int CHUNK_BYTES = 64 << 10;

  private final Intake intake;
  private final FileKinds kinds;
  private final TailCounters counters;
  private final FileComplaints complaints;
  private final Deque<Source> sources = new ArrayDeque<>();

  /** Patterns with nothing to read, which is to be remembered: later rotations are no history. */
  private final List<String> nothingToRead = new ArrayList<>();

  private final byte[] buffer = new byte[2 * CHUNK_BYTES];
  private @Nullable InputStream open;
  private int held;
  private long reached;
  private @Nullable LineFormat format;
  private @Nullable LineClock clock;

  /** A file to read, and how many of its uncompressed bytes were read before. */
  private record Source(String key, Path path, long modifiedMillis, long skip, boolean last) {}

  CompressedHistory(
      FileKinds kinds,
      Map<String, String> positions,
      Intake intake,
      TailCounters counters,
      FileComplaints complaints) {
    this.kinds = kinds;
    this.intake = intake;
    this.counters = counters;
    this.complaints = complaints;
    for (FileGlob glob : kinds.globs()) {
      plan(glob, positions);
    }
  }

  private void plan(FileGlob glob, Map<String, String> positions) {
    String key = KEY + glob;
    String position = positions.getOrDefault(key, "");
    if (position.equals(DONE)) {
      return;
    }
    if (position.isEmpty() && isKnown(glob, positions)) {
      nothingToRead.add(key);
      return;
    }
    String[] parts = position.split(" ", 3);
    List<Source> found = new ArrayList<>();
    for (Path path : glob.expand(complaints::add)) {
      if (path.toString().endsWith(".gz")) {
        try {
          long modified = TailedFile.modifiedMillis(path);
          boolean same = parts.length == 3 && parts[2].equals(path.toString());
          if (parts.length < 3 || same || modified > Long.parseLong(parts[0])) {
            found.add(new Source(key, path, modified, same ? Long.parseLong(parts[1]) : 0, false));
          }
        } catch (IOException e) {
          complaints.add(path, e);
        }
      }
    }
    found.sort(Comparator.comparing(Source::modifiedMillis).thenComparing(Source::path));
    if (found.isEmpty()) {
      nothingToRead.add(key);
    }
    for (int i = 0; i < found.size(); i++) {
      Source each = found.get(i);
      boolean last = i == found.size() - 1;
      sources.add(new Source(key, each.path(), each.modifiedMillis(), each.skip(), last));
    }
  }

  /** Whether files of a pattern were followed before: then its rotations were, too. */
  private static boolean isKnown(FileGlob glob, Map<String, String> positions) {
    return positions.entrySet().stream()
        .map(entry -> FilePosition.of(entry.getKey(), entry.getValue()))
        .anyMatch(position -> position != null && glob.matches(position.path()));
  }

  /** Reads a piece; false when all is read. */
  boolean read() throws IntakeClosedException {
    if (!nothingToRead.isEmpty()) {
      intake.add(sink -> nothingToRead.forEach(key -> sink.position(new InputPosition(key, DONE))));
      nothingToRead.clear();
    }
    Source source = sources.peek();
    if (source == null) {
      return false;
    }
    try {
      readPiece(source);
    } catch (IOException e) {
      complaints.add(source.path(), e);
      leave(source);
    }
    return true;
  }

  private void readPiece(Source source) throws IOException, IntakeClosedException {
    InputStream input = open;
    if (input == null) {
      input = new GZIPInputStream(Files.newInputStream(source.path()), CHUNK_BYTES);
      open = input;
      input.skipNBytes(source.skip());
      reached = source.skip();
      held = 0;
      format = new PastLines(kinds.of(logOf(source.path())).format());
      clock = LineClock.at(source.modifiedMillis() * 1_000_000);
    }
    int count = input.readNBytes(buffer, held, CHUNK_BYTES);
    boolean ended = count == 0;
    int filled = held + count;
    int lines = FileEncoding.UTF_8.lastLineEnd(buffer, filled);
    int end = lines == 0 || ended ? filled : lines;
    if (end > 0) {
      add(source, end);
    }
    System.arraycopy(buffer, end, buffer, 0, filled - end);
    held = filled - end;
    if (ended) {
      leave(source);
    }
  }

  private void add(Source source, int end) throws IntakeClosedException {
    LineFormat lines = Objects.requireNonNull(format);
    LineClock times = Objects.requireNonNull(clock);
    long offset = reached + end;
    intake.add(sink -> {
      int start = 0;
      while (start < end) {
        int lineEnd = FileEncoding.UTF_8.lineEnd(buffer, start, end);
        int next = lineEnd < 0 ? end : lineEnd;
        int length = FileEncoding.UTF_8.withoutEnd(buffer, start, next);
        lines.add(buffer, start, length, times, sink);
        counters.lines.increment();
        start = next;
      }
      String value = source.modifiedMillis() + " " + offset + " " + source.path();
      sink.position(new InputPosition(source.key(), value));
    });
    reached = offset;
    counters.bytes.add(end);
  }

  /** The log that a file was a rotation of. */
  private static Path logOf(Path compressed) {
    String name = compressed.getFileName().toString();
    Path plain = compressed.resolveSibling(name.substring(0, name.length() - ".gz".length()));
    return plain.resolveSibling(
        plain.getFileName().toString().replaceFirst("[._-][0-9][0-9TZ:._-]*$", ""));
  }

  private void leave(Source source) throws IntakeClosedException {
    close();
    sources.remove();
    if (source.last()) {
      intake.add(sink -> sink.position(new InputPosition(source.key(), DONE)));
    }
  }

  @Override
  public void close() {
    InputStream input = open;
    open = null;
    if (input != null) {
      try {
        input.close();
      } catch (IOException e) {
        counters.unreadable.increment();
      }
    }
  }
}
