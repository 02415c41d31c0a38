package dev.steward.logstore.wal;

import dev.steward.logstore.store.Quarantine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Removes segments whose entries are in parts; damaged ones are set aside. Safe for any thread. */
public final class WalCleaner {
  private final Path directory;
  private final Quarantine quarantine;
  private final Set<Path> damaged = ConcurrentHashMap.newKeySet();

  /** A cleaner of a directory. */
  public WalCleaner(Path directory, Quarantine quarantine) {
    this.directory = directory;
    this.quarantine = quarantine;
  }

  /** Notes that a segment is damaged. */
  public void damaged(WalSegment segment) {
    damaged.add(segment.path());
  }

  /** Removes the segments of a generation and of those before. */
  public void remove(long generation) throws IOException {
    for (WalSegment segment : WalSegment.list(directory)) {
      if (segment.generation() <= generation) {
        if (damaged.remove(segment.path())) {
          quarantine.take(segment.path());
        } else {
          Files.delete(segment.path());
        }
      }
    }
  }
}
