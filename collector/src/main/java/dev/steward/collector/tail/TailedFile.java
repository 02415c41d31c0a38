package dev.steward.collector.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file that is being followed. For one thread. */
final class TailedFile implements Closeable {
  private final FileChannel channel;
  private final FileKinds.Kind kind;
  private FilePosition position;
  private Path currentPath;
  private boolean rotated;
  private long quietSinceNanos;
  private long scannedTo;
  private @Nullable FileEncoding encoding;
  private long pendingEnd;
  private long pendingSinceNanos;

  private TailedFile(FileChannel channel, FileKinds.Kind kind, FilePosition position, Path found) {
    this.channel = channel;
    this.kind = kind;
    this.position = position;
    this.currentPath = found;
  }

  /**
   * Opens a file.
   *
   * @param found where it is
   * @param position how far it has been read, and the name that labels its lines
   */
  static TailedFile open(Path found, FilePosition position, FileKinds kinds) throws IOException {
    FileChannel channel = FileChannel.open(found, StandardOpenOption.READ);
    return new TailedFile(channel, kinds.of(position.path()), position, found);
  }

  /** A position at the start of a file that nothing has been read of. */
  static FilePosition start(FileIdentity identity, Path found, Path label) throws IOException {
    return new FilePosition(identity, 0, Fingerprint.EMPTY, modifiedMillis(found), label);
  }

  static long modifiedMillis(Path path) throws IOException {
    return Files.getLastModifiedTime(path).toMillis();
  }

  /** Whether the file still holds what was read of it. */
  boolean holdsWhatWasRead() throws IOException {
    return channel.size() >= position.offset() && position.fingerprint().matches(channel);
  }

  FileChannel channel() {
    return channel;
  }

  LineFormat format() {
    return kind.format();
  }

  /** Which lines belong together. */
  RecordEnds records() {
    return kind.records();
  }

  /** How the bytes are text; looked up anew as long as the file is too short to tell. */
  FileEncoding encoding() throws IOException {
    if (kind.encoding().isPresent()) {
      return kind.encoding().get();
    }
    FileEncoding known = encoding;
    if (known == null) {
      known = FileEncoding.marked(channel);
      encoding = channel.size() < 2 ? null : known;
    }
    return known;
  }

  /** Since when the file has had no more than so many bytes, in nanoseconds of the given clock. */
  long quietSince(long end, long nowNanos) {
    if (end != pendingEnd) {
      pendingEnd = end;
      pendingSinceNanos = nowNanos;
    }
    return pendingSinceNanos;
  }

  FilePosition position() {
    return position;
  }

  /** The position when so many bytes are read, of a file that was changed last at a time. */
  FilePosition positionAt(long offset, long modifiedMillis) throws IOException {
    Fingerprint known = position.fingerprint();
    Fingerprint fingerprint =
        known.length() < Fingerprint.MAX_BYTES && known.length() < offset
            ? Fingerprint.of(channel, offset)
            : known;
    return new FilePosition(
        position.identity(), offset, fingerprint, modifiedMillis, position.path());
  }

  /** The position at the start, for a file that was truncated. */
  FilePosition positionAtStart() {
    return new FilePosition(
        position.identity(), 0, Fingerprint.EMPTY, position.modifiedMillis(), position.path());
  }

  /** Takes note that it was read up to a position. */
  void moveTo(FilePosition reached) {
    if (reached.offset() == 0) {
      encoding = null;
    }
    position = reached;
    scannedTo = 0;
  }

  /**
   * Up to where the line at the current position, which is longer than a line may be, is known to
   * have no end; 0 where nothing is known.
   */
  long scannedTo() {
    return scannedTo;
  }

  void scannedTo(long offset) {
    scannedTo = offset;
  }

  /** Takes note of where the file was found; true if it has another name than before. */
  boolean seenAt(Path path) {
    boolean renamed = !path.equals(currentPath);
    currentPath = path;
    return renamed;
  }

  /**
   * When the file was changed last, milliseconds since the Unix epoch; what was known before if it
   * is no longer where it was found.
   */
  long modifiedMillis() {
    try {
      boolean there = position.identity().equals(FileIdentity.of(currentPath));
      return there ? modifiedMillis(currentPath) : position.modifiedMillis();
    } catch (IOException e) {
      return position.modifiedMillis();
    }
  }

  boolean isRotated() {
    return rotated;
  }

  /** Takes note that no pattern leads to the file any more: it is read to its end and left. */
  void markRotated(long nowNanos) {
    if (!rotated) {
      rotated = true;
      quietSinceNanos = nowNanos;
    }
  }

  void markActive(long nowNanos) {
    quietSinceNanos = nowNanos;
  }

  long quietNanos(long nowNanos) {
    return nowNanos - quietSinceNanos;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
