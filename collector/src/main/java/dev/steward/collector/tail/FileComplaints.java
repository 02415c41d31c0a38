package dev.steward.collector.tail;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts files and folders that cannot be read, and tells of each once. For one thread. */
final class FileComplaints {
  private static final Logger LOG = LoggerFactory.getLogger(FileComplaints.class);
  private static final int MAX_PATHS = 10_000;

  private final TailCounters counters;
  private final Set<Path> told = new HashSet<>();

  FileComplaints(TailCounters counters) {
    this.counters = counters;
  }

  void add(Path path, IOException failure) {
    counters.unreadable.increment();
    if (told.size() < MAX_PATHS && told.add(path)) {
      String reason =
          failure instanceof AccessDeniedException
              ? "permission denied"
              : String.valueOf(failure.getMessage());
      LOG.warn("{}: cannot be read ({}); tried again, and said only once", path, reason);
    }
  }
}
