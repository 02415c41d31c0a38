package dev.steward.server.telemetry;

import dev.steward.wire.v1.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of batches that could not be read, for a person to look at: a file each, in the wire's own
 * encoding, named by queue and sequence. The oldest go when they are more than the bound. Safe for
 * any thread.
 */
final class Quarantine {
  private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

  private final Path directory;
  private final long maxBytes;

  Quarantine(Path directory, long maxBytes) {
    this.directory = directory;
    this.maxBytes = maxBytes;
  }

  /** Keeps a copy; that it fails is logged and survived. */
  synchronized void keep(String source, Batch batch) {
    Path file = directory.resolve(source + "-" + batch.getSequence() + ".batch");
    try {
      Files.createDirectories(directory);
      makeRoom(batch.getSerializedSize());
      Files.write(file, batch.toByteArray());
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{}: the unreadable batch could not be kept", file, e);
    }
  }

  private void makeRoom(long needed) throws IOException {
    List<Path> oldestFirst;
    try (Stream<Path> files = Files.list(directory)) {
      oldestFirst = files.sorted(Comparator.comparing(Quarantine::modified)).toList();
    }
    long held = 0;
    for (Path file : oldestFirst) {
      held += Files.size(file);
    }
    for (Path file : oldestFirst) {
      if (held + needed <= maxBytes) {
        return;
      }
      held -= Files.size(file);
      Files.delete(file);
    }
  }

  private static long modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
