package dev.steward.collector.tail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds files that a rotation left behind and that no position is known of. For one thread; the map
 * of known positions belongs to the caller.
 */
final class RotationSearch {
  private static final Logger LOG = LoggerFactory.getLogger(RotationSearch.class);
  private static final int MAX_TOLD = 10_000;

  private final Map<FileIdentity, FilePosition> known;
  private final FileKinds kinds;
  private final Set<Path> toldCopies = new HashSet<>();

  RotationSearch(Map<FileIdentity, FilePosition> known, FileKinds kinds) {
    this.known = known;
    this.kinds = kinds;
  }

  /** A copy that is being made of a file, before the file itself is truncated. */
  boolean isCopyOfKnown(Path path, TailedFile candidate) throws IOException {
    for (FilePosition position : known.values()) {
      if (position.fingerprint().length() > 0
          && RotatedFiles.isRotationOf(position.path(), path)
          && position.fingerprint().matches(candidate.channel())) {
        if (toldCopies.size() < MAX_TOLD && toldCopies.add(path)) {
          LOG.info(
              "{}: a copy of {}; not read while it starts as that does", path, position.path());
        }
        return true;
      }
    }
    return false;
  }

  /** What took the place of a truncated file: the copy of it, and rotations after that. */
  List<FilePosition> replacedBy(FilePosition truncated) throws IOException {
    List<FilePosition> positions = new ArrayList<>(copiesOf(truncated));
    for (FilePosition missed : missed(truncated.path(), truncated.modifiedMillis())) {
      if (positions.stream().noneMatch(copy -> copy.identity().equals(missed.identity()))) {
        positions.add(missed);
      }
    }
    return positions;
  }

  /** The copy that holds what a truncated file held, to be read on from where that was read. */
  private List<FilePosition> copiesOf(FilePosition truncated) throws IOException {
    for (Path path : RotatedFiles.of(truncated.path())) {
      FileIdentity identity = FileIdentity.of(path);
      if (identity == null || known.containsKey(identity) || truncated.offset() == 0) {
        continue;
      }
      FilePosition position =
          new FilePosition(
              identity,
              truncated.offset(),
              truncated.fingerprint(),
              TailedFile.modifiedMillis(path),
              truncated.path());
      try (TailedFile file = TailedFile.open(path, position, kinds)) {
        if (file.holdsWhatWasRead()) {
          return List.of(position);
        }
      }
    }
    return List.of();
  }

  /** Rotations of a log that came and went while nobody looked. */
  List<FilePosition> missed(Path log, long sinceMillis) throws IOException {
    List<FilePosition> missed = new ArrayList<>();
    for (Path path : RotatedFiles.of(log)) {
      FileIdentity identity = FileIdentity.of(path);
      if (identity != null
          && !known.containsKey(identity)
          && TailedFile.modifiedMillis(path) > sinceMillis) {
        missed.add(TailedFile.start(identity, path, log));
      }
    }
    return missed;
  }
}
