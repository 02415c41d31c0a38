package dev.steward.spi.store;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are stored together or not at all.
 *
 * @param origin where the batch comes from, or null where only its content can tell
 * @param duplicates what to do with an entry that equals a stored one
 * @param streams the entries, by stream; a stream may stand more than once
 */
public record LogBatch(@Nullable Origin origin, Duplicates duplicates, List<Stream> streams) {
  /** What equality of stream, timestamp, line and metadata means. */
  public enum Duplicates {
    /** Two equal lines are two lines, as from a file or from syslog. */
    KEPT,
    /** The second is a repetition of the first, as in Loki's push interface. */
    DROPPED
  }

  /**
   * Entries of one stream.
   *
   * @param labels the stream
   * @param entries its entries, in any order
   */
  public record Stream(Labels labels, List<LogEntry> entries) {
    /**
     * Checks that nothing is missing. The list must not change afterwards; it is not copied, since
     * this is the ingest path.
     */
    public Stream {
      Objects.requireNonNull(labels, "labels");
      Objects.requireNonNull(entries, "entries");
    }
  }

  /**
   * Checks that nothing is missing. The list must not change afterwards; it is not copied, since
   * this is the ingest path.
   */
  public LogBatch {
    Objects.requireNonNull(duplicates, "duplicates");
    Objects.requireNonNull(streams, "streams");
  }

  /** How many entries there are. */
  public long entryCount() {
    long count = 0;
    for (Stream stream : streams) {
      count += stream.entries().size();
    }
    return count;
  }
}
