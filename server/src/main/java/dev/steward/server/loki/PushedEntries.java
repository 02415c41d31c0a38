package dev.steward.server.loki;

import dev.steward.formats.loki.LokiPushDecoder;
import dev.steward.query.logql.detect.LevelDetector;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.Line;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.LogStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/**
 * The entries of one push: checks each against Loki's default limits, adds to the good ones what
 * Loki adds (the stream's {@code service_name}, the entry's {@code detected_level}), and remembers
 * why others were refused. What has gathered is stored in parts, so that a push of a million short
 * lines takes no more memory than one of a thousand. For one thread.
 */
public final class PushedEntries implements LokiPushDecoder.Sink {
  static final int MAX_LINE_BYTES = 256 * 1024;
  static final int MAX_METADATA_BYTES = 64 * 1024;
  static final int MAX_METADATA_ENTRIES = 128;
  private static final int MAX_REASONS = 10;

  /** Bytes in memory, as estimated, past which what has gathered is stored. */
  private static final int PART_BYTES = 4 << 20;

  /** What an entry, its line and its metadata take beside their text. */
  private static final int ENTRY_BYTES = 128;

  private final LogStore store;
  private final StreamLabelsParser parser;
  private final List<LogBatch.Stream> streams = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private long refused;
  private long stored;
  private long partBytes;

  /**
   * Entries of the current stream; entries of a stream that was refused are counted and dropped.
   */
  private List<LogEntry> current = new ArrayList<>();

  /** Finds the level of the current stream's entries. */
  private final LevelDetector levels = new LevelDetector();

  /** Labels of the current stream. */
  private Labels labels = Labels.EMPTY;

  /** The same as they are stored. */
  private Labels storedLabels = Labels.EMPTY;

  private boolean streamRefused;

  PushedEntries(LogStore store, StreamLabelsParser parser) {
    this.store = store;
    this.parser = parser;
  }

  /** No entries yet, for senders that do not write labels as text. */
  public PushedEntries(LogStore store) {
    this(store, new StreamLabelsParser());
  }

  @Override
  public void stream(String labels) {
    try {
      stream(parser.parse(labels));
    } catch (StewardException e) {
      streamRefused = true;
      remember("Error parsing labels '" + labels + "' with error: " + e.getMessage());
    }
  }

  /** The entries that follow belong to this stream. */
  public void stream(Labels labels) {
    stream(PushedStream.of(labels));
  }

  private void stream(PushedStream pushed) {
    labels = pushed.given();
    streamRefused = pushed.refusal() != null;
    if (pushed.refusal() != null) {
      remember(pushed.refusal());
      return;
    }
    levels.stream(pushed.level());
    storedLabels = pushed.stored();
    beginList();
  }

  private void beginList() {
    current = new ArrayList<>();
    streams.add(new LogBatch.Stream(storedLabels, current));
  }

  @Override
  public void entry(long timestampNanos, Line line, Labels metadata) {
    if (streamRefused) {
      refused++;
    } else if (line.length() > MAX_LINE_BYTES) {
      refused(
          1,
          "max entry size '"
              + MAX_LINE_BYTES
              + "' bytes exceeded for stream '"
              + labels
              + "' while adding an entry with length '"
              + line.length()
              + "' bytes");
    } else if (metadata.size() > MAX_METADATA_ENTRIES) {
      refused(
          1,
          "stream '"
              + labels
              + "' has too many structured metadata labels: '"
              + metadata.size()
              + "', limit: '"
              + MAX_METADATA_ENTRIES
              + "'");
    } else if (!metadata.isEmpty() && size(metadata) > MAX_METADATA_BYTES) {
      refused(
          1,
          "stream '"
              + labels
              + "' has structured metadata too large: '"
              + size(metadata)
              + "' bytes, limit: '"
              + MAX_METADATA_BYTES
              + "' bytes");
    } else {
      current.add(new LogEntry(timestampNanos, line, levels.added(metadata, line)));
      partBytes += ENTRY_BYTES + line.length() + (metadata.isEmpty() ? 0 : 2L * size(metadata));
      if (partBytes > PART_BYTES) {
        store();
        beginList();
      }
    }
  }

  private static int size(Labels metadata) {
    int size = 0;
    for (int i = 0; i < metadata.size(); i++) {
      size += metadata.name(i).length() + metadata.value(i).length();
    }
    return size;
  }

  private void refused(long count, String reason) {
    refused += count;
    remember(reason);
  }

  private void remember(String reason) {
    if (reasons.size() < MAX_REASONS) {
      reasons.add(reason);
    }
  }

  /**
   * Stores what has gathered and was not refused, and waits until it is on disk. A repetition of an
   * entry is not another one.
   *
   * @throws StewardException if the store takes nothing
   */
  public void store() {
    streams.removeIf(stream -> stream.entries().isEmpty());
    if (streams.isEmpty()) {
      return;
    }
    List<LogBatch.Stream> part = List.copyOf(streams);
    streams.clear();
    partBytes = 0;
    AppendReceipt receipt;
    try {
      receipt = store.append(new LogBatch(null, LogBatch.Duplicates.DROPPED, part)).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StewardException cause) {
        throw cause;
      }
      throw e;
    }
    stored += receipt.stored() + receipt.repeated();
    for (AppendReceipt.Refusal refusal : receipt.refusals()) {
      refused(refusal.count(), refusal.reason().word() + ": " + refusal.example());
    }
  }

  /** How many entries are on disk, those that were there before included. */
  public long storedCount() {
    return stored;
  }

  /** How many entries were refused. */
  public long refusedCount() {
    return refused;
  }

  /** Why; empty where nothing was refused. */
  public String reasons() {
    return String.join("; ", reasons);
  }

  /**
   * Tells the client what was not kept.
   *
   * @throws StewardException if anything was refused
   */
  public void throwIfAnyRefused() {
    if (!reasons.isEmpty()) {
      throw new StewardException(
          ErrorCode.INVALID_ARGUMENT,
          reasons() + " (" + refused + " entries refused, the others kept)");
    }
  }
}
