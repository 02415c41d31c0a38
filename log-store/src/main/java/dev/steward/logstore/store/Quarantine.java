package dev.steward.logstore.store;

import dev.steward.logstore.bytes.CorruptDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was set aside because it is damaged: named in the log, in the store's health and in the
 * warnings of answers. Safe for any thread.
 */
public final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private final Path directory;

  /** Guarded by itself. */
  private final Set<String> problems = new LinkedHashSet<>();

  /** A quarantine with a directory, which need not exist. */
  public Quarantine(Path directory) {
    this.directory = directory;
  }

  /** Notes damage; the first time it is logged. */
  public void report(String problem, Exception cause) {
    synchronized (problems) {
      if (!problems.add(problem)) {
        return;
      }
    }
    if (cause instanceof CorruptDataException) {
      // Where it was noticed says nothing: the bytes are wrong, not the program.
      LOG.error("{} ({})", problem, cause.getMessage());
    } else {
      LOG.error("{}", problem, cause);
    }
  }

  /** Moves a damaged file or directory out of the way. */
  public void take(Path path) throws IOException {
    Files.createDirectories(directory);
    Path target = directory.resolve(path.getFileName().toString());
    for (int i = 1; Files.exists(target); i++) {
      target = directory.resolve(path.getFileName() + "." + i);
    }
    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    LOG.warn("{} is set aside as {}", path.toAbsolutePath(), target.toAbsolutePath());
  }

  /** What was reported, a sentence each. */
  public List<String> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }
}
