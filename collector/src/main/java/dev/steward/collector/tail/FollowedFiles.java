package dev.steward.collector.tail;

import dev.steward.collector.batch.Intake;
import dev.steward.collector.batch.IntakeClosedException;
import dev.steward.collector.queue.InputPosition;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that patterns lead to, and what became of them when they were rotated. For one thread.
 *
 * <p>A file is known by device and inode, and trusted as far as its first bytes are those that were
 * read before. From this follows what is done when the name of a log leads to something else:
 *
 * <ul>
 *   <li><em>Renamed:</em> the file is found beside its old place by its identity and read to its
 *       end; the new file is read from its start. A file that came and was renamed while nobody
 *       looked is one named as a rotation, unknown, and changed later than the last known one.
 *   <li><em>Copied and truncated:</em> a file named as a rotation that starts with the same bytes
 *       and is at least as long as what was read is the copy; it is read from there.
 *   <li><em>Inode used again:</em> the first bytes differ; the file is read from its start.
 * </ul>
 *
 * <p>Positions of rotated files are kept for as long as these exist, so that they are not taken for
 * new ones. Whatever is found out about several files at once gets into the queue in one record.
 */
final class FollowedFiles implements Closeable {
  /** How long a rotated file must be quiet before it is left. */
  static final Duration ROTATED_QUIET = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(FollowedFiles.class);
  private static final int CHUNKS_PER_TURN = 4;
  private static final int SCANS_BETWEEN_SEARCHES = 10;

  private final FileKinds kinds;
  private final Intake intake;
  private final LineReader reader;
  private final TailCounters counters;
  private final LongSupplier nanoTime;
  private final Map<FileIdentity, FilePosition> known = new LinkedHashMap<>();
  private final Map<FileIdentity, TailedFile> open = new LinkedHashMap<>();
  private final RotationSearch search;
  private final FileComplaints complaints;
  private int scans;

  FollowedFiles(
      FileKinds kinds,
      Map<String, String> positions,
      Intake intake,
      LineReader reader,
      TailCounters counters,
      LongSupplier nanoTime) {
    this.kinds = kinds;
    this.intake = intake;
    this.reader = reader;
    this.counters = counters;
    this.nanoTime = nanoTime;
    this.search = new RotationSearch(known, kinds);
    this.complaints = new FileComplaints(counters);
    positions.forEach(this::remember);
  }

  private void remember(String key, String value) {
    FilePosition position = FilePosition.of(key, value);
    if (position != null) {
      known.put(position.identity(), position);
    }
  }

  /** Looks where the patterns lead now, and what became of files that they led to before. */
  void rescan() throws IntakeClosedException {
    Map<FileIdentity, Path> found = find();
    noteOpenFiles(found);
    for (Map.Entry<FileIdentity, Path> entry : found.entrySet()) {
      if (known.containsKey(entry.getKey()) && !open.containsKey(entry.getKey())) {
        attempt(entry.getValue(), () -> resume(entry.getValue(), entry.getKey()));
      }
    }
    if (scans++ % SCANS_BETWEEN_SEARCHES == 0) {
      followRotated(found);
    }
    for (Map.Entry<FileIdentity, Path> entry : found.entrySet()) {
      if (!known.containsKey(entry.getKey())) {
        attempt(entry.getValue(), () -> begin(entry.getValue(), entry.getKey()));
      }
    }
    counters.openFiles = open.size();
  }

  private Map<FileIdentity, Path> find() throws IntakeClosedException {
    Map<FileIdentity, Path> found = new LinkedHashMap<>();
    for (FileGlob glob : kinds.globs()) {
      for (Path path : glob.expand(complaints::add)) {
        if (!RotatedFiles.isCompressed(path)) {
          attempt(
              path,
              () -> {
                FileIdentity identity = FileIdentity.of(path);
                if (identity != null) {
                  found.putIfAbsent(identity, path);
                }
              });
        }
      }
    }
    return found;
  }

  private void noteOpenFiles(Map<FileIdentity, Path> found) throws IntakeClosedException {
    for (TailedFile file : open.values()) {
      Path path = found.get(file.position().identity());
      if (path != null) {
        attempt(path, () -> noteRotation(file.seenAt(path)));
      } else if (!file.isRotated()) {
        file.markRotated(nanoTime.getAsLong());
        counters.rotations.increment();
      }
    }
  }

  private void noteRotation(boolean renamed) {
    if (renamed) {
      counters.rotations.increment();
    }
  }

  /** Goes on with a file that a pattern leads to and that was read before. */
  private void resume(Path path, FileIdentity identity) throws IOException, IntakeClosedException {
    FilePosition position = Objects.requireNonNull(known.get(identity));
    TailedFile file = TailedFile.open(path, position, kinds);
    if (file.holdsWhatWasRead()) {
      open.put(identity, file);
      return;
    }
    file.close();
    LOG.info("{}: holds something else than before; read from its start", path);
    counters.truncations.increment();
    List<FilePosition> positions = new ArrayList<>(search.replacedBy(position));
    positions.add(TailedFile.start(identity, path, path));
    follow(positions);
    open.put(identity, TailedFile.open(path, positions.getLast(), kinds));
  }

  /** Starts with a file that a pattern leads to and that was never read. */
  private void begin(Path path, FileIdentity identity) throws IOException, IntakeClosedException {
    FilePosition start = TailedFile.start(identity, path, path);
    TailedFile file = TailedFile.open(path, start, kinds);
    if (search.isCopyOfKnown(path, file)) {
      file.close();
      return;
    }
    long last =
        known.values().stream()
            .filter(position -> position.path().equals(path))
            .mapToLong(FilePosition::modifiedMillis)
            .max()
            .orElse(Long.MAX_VALUE);
    follow(search.missed(path, last));
    // Before its first line is: a file that is renamed while the agent is down is found by this.
    intake.addAtOnce(sink -> sink.position(start.toInputPosition()));
    known.put(identity, start);
    open.put(identity, file);
  }

  /** Goes on with files that were renamed away from their pattern, if there is more in them. */
  private void followRotated(Map<FileIdentity, Path> found) throws IntakeClosedException {
    Map<Path, Map<FileIdentity, Path>> folders = new HashMap<>();
    for (FilePosition position : List.copyOf(known.values())) {
      if (!open.containsKey(position.identity()) && !found.containsKey(position.identity())) {
        attempt(position.path(), () -> followRotated(position, folders));
      }
    }
  }

  private void followRotated(FilePosition position, Map<Path, Map<FileIdentity, Path>> folders)
      throws IOException, IntakeClosedException {
    Path folder = position.path().toAbsolutePath().getParent();
    if (folder == null) {
      return;
    }
    Map<FileIdentity, Path> files = folders.get(folder);
    if (files == null) {
      files = RotatedFiles.identities(folder);
      folders.put(folder, files);
    }
    Path path = files.get(position.identity());
    if (path == null) {
      forget(position);
    } else if (!path.equals(position.path()) && Files.size(path) != position.offset()) {
      openRotated(path, position);
    }
  }

  private void openRotated(Path path, FilePosition position)
      throws IOException, IntakeClosedException {
    TailedFile file = TailedFile.open(path, position, kinds);
    if (file.holdsWhatWasRead()) {
      file.markRotated(nanoTime.getAsLong());
      open.put(position.identity(), file);
    } else {
      // Its inode has got another file, which no pattern leads to.
      file.close();
      forget(position);
    }
  }

  private void forget(FilePosition position) throws IntakeClosedException {
    known.remove(position.identity());
    intake.add(sink -> sink.position(InputPosition.forgotten(position.identity().key())));
  }

  /** Commits positions of several files at once; those of rotations are opened by the next scan. */
  private void follow(List<FilePosition> positions) throws IntakeClosedException {
    if (!positions.isEmpty()) {
      scans = 0;
      intake.add(sink -> positions.forEach(position -> sink.position(position.toInputPosition())));
      positions.forEach(position -> known.put(position.identity(), position));
    }
  }

  /** Reads from each file in turn; true if there may be more. */
  boolean readAll() throws IntakeClosedException {
    boolean more = false;
    for (TailedFile file : List.copyOf(open.values())) {
      Path path = file.position().path();
      boolean[] read = new boolean[1];
      if (!attempt(path, () -> read[0] = readTurn(file))) {
        leave(file);
      }
      more |= read[0];
    }
    return more;
  }

  private boolean readTurn(TailedFile file) throws IOException, IntakeClosedException {
    FilePosition position = file.position();
    if (position.offset() == 0 && !file.isRotated() && file.channel().size() > 0) {
      // Nothing tells a file of which nothing was read from one that was truncated again.
      follow(search.missed(position.path(), position.modifiedMillis()));
    }
    for (int i = 0; i < CHUNKS_PER_TURN; i++) {
      LineReader.Outcome outcome = reader.read(file, false);
      switch (outcome) {
        case READ -> {
          file.markActive(nanoTime.getAsLong());
          known.put(file.position().identity(), file.position());
        }
        case NOTHING -> {
          finishIfQuiet(file);
          return false;
        }
        case TRUNCATED -> {
          restart(file);
          return true;
        }
      }
    }
    return true;
  }

  private void restart(TailedFile file) throws IOException, IntakeClosedException {
    counters.truncations.increment();
    List<FilePosition> positions = new ArrayList<>(search.replacedBy(file.position()));
    LOG.info(
        "{}: truncated; {}",
        file.position().path(),
        positions.isEmpty() ? "read from its start" : "the rest is read from a copy beside it");
    positions.add(file.positionAtStart());
    follow(positions);
    file.moveTo(file.positionAtStart());
  }

  private void finishIfQuiet(TailedFile file) throws IOException, IntakeClosedException {
    if (file.isRotated() && file.quietNanos(nanoTime.getAsLong()) >= ROTATED_QUIET.toNanos()) {
      while (reader.read(file, true) == LineReader.Outcome.READ) {
        known.put(file.position().identity(), file.position());
      }
      leave(file);
    }
  }

  private void leave(TailedFile file) {
    open.remove(file.position().identity());
    try {
      file.close();
    } catch (IOException e) {
      LOG.debug("{}: closing failed", file.position().path(), e);
    }
  }

  /** An action on files, which may be gone or forbidden. */
  private interface FileAction {
    void run() throws IOException, IntakeClosedException;
  }

  private boolean attempt(Path path, FileAction action) throws IntakeClosedException {
    try {
      action.run();
      return true;
    } catch (NoSuchFileException e) {
      LOG.debug("{}: gone", path);
      return false;
    } catch (IOException e) {
      complaints.add(path, e);
      return false;
    }
  }

  @Override
  public void close() {
    List.copyOf(open.values()).forEach(this::leave);
  }

  /** Positions by key, as far as they are known now. */
  Map<String, String> positions() {
    Map<String, String> all = new HashMap<>();
    known
        .values()
        .forEach(position -> {
          InputPosition input = position.toInputPosition();
          all.put(input.key(), input.value());
        });
    return all;
  }
}
