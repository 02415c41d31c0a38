package dev.steward.logstore.ingest;

import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.store.StoreState;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.logstore.wal.LineOffsets;
import dev.steward.logstore.wal.WalWriter;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.error.StewardException;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns batches into records of the log and entries in memory. Batches are gathered in a group; a
 * group is made durable at once, then shown to readers, then acknowledged. For one thread.
 */
public final class Committer {
  private final WalWriter wal;
  private final StoreState state;
  private final StreamRegistry registry;
  private final Admission admission;
  private final Repetitions repetitions;
  private final Origins origins;
  private final Followers followers;
  private final IngestCounters counters;

  /** The group at hand, and the last sequences in it. */
  private final List<Prepared> group = new ArrayList<>();

  private final Map<String, Long> groupSequences = new HashMap<>();

  private record Prepared(
      PendingBatch pending,
      byte[] record,
      LineOffsets offsets,
      List<LogBatch.Stream> streams,
      AppendReceipt receipt) {}

  /** A committer that writes this log and fills the tables of this state. */
  public Committer(IngestParts parts) {
    this.wal = parts.wal();
    this.state = parts.state();
    this.registry = parts.registry();
    this.origins = parts.origins();
    this.followers = parts.followers();
    this.counters = parts.counters();
    this.admission = new Admission(registry, parts.maxStreamsPerHost(), parts.maxStreams());
    this.repetitions = new Repetitions(state, registry, parts.reader(), parts.lastTimeOnDisk());
  }

  /** Adds a batch to the group. */
  public void add(PendingBatch pending) {
    LogBatch batch = pending.batch();
    Origin origin = batch.origin();
    if (origin != null && origin.sequence() <= lastSequence(origin.source())) {
      // Acknowledged with the group, which may hold the batch that this one repeats.
      group.add(
          new Prepared(
              pending,
              new byte[0],
              new LineOffsets(),
              List.of(),
              new AppendReceipt(0, batch.entryCount(), List.of())));
      return;
    }
    Admission.Admitted admitted = admission.admit(batch.streams());
    List<LogBatch.Stream> kept =
        batch.duplicates() == LogBatch.Duplicates.DROPPED
            ? withoutRepetitions(admitted.streams())
            : noted(admitted.streams());
    long stored = kept.stream().mapToLong(stream -> stream.entries().size()).sum();
    LineOffsets offsets = new LineOffsets();
    byte[] record = wal.add(origin, kept, offsets);
    if (origin != null) {
      groupSequences.put(origin.source(), origin.sequence());
    }
    AppendReceipt receipt =
        new AppendReceipt(stored, batch.entryCount() - stored, admitted.refusals());
    group.add(new Prepared(pending, record, offsets, kept, receipt));
  }

  private long lastSequence(String source) {
    Long inGroup = groupSequences.get(source);
    return inGroup != null ? inGroup : origins.last(source).orElse(0);
  }

  private List<LogBatch.Stream> noted(List<LogBatch.Stream> streams) {
    for (LogBatch.Stream stream : streams) {
      repetitions.note(stream.labels(), stream.entries());
    }
    return streams;
  }

  private List<LogBatch.Stream> withoutRepetitions(List<LogBatch.Stream> streams) {
    List<LogBatch.Stream> kept = new ArrayList<>(streams.size());
    for (LogBatch.Stream stream : joined(streams)) {
      if (repetitions.surelyNew(stream.labels(), stream.entries())) {
        kept.add(stream);
      } else {
        // What is stored can be told only once the group is.
        commit();
        List<LogEntry> fresh = repetitions.without(stream.labels(), stream.entries());
        if (!fresh.isEmpty()) {
          kept.add(new LogBatch.Stream(stream.labels(), fresh));
        }
      }
    }
    return kept;
  }

  /** The streams with those of equal labels made one, so that repetitions within them are seen. */
  private static List<LogBatch.Stream> joined(List<LogBatch.Stream> streams) {
    Map<dev.steward.spi.model.Labels, List<LogEntry>> byLabels = new java.util.LinkedHashMap<>();
    for (LogBatch.Stream stream : streams) {
      byLabels.merge(
          stream.labels(),
          stream.entries(),
          (before, more) -> {
            List<LogEntry> both = new ArrayList<>(before);
            both.addAll(more);
            return both;
          });
    }
    if (byLabels.size() == streams.size()) {
      return streams;
    }
    List<LogBatch.Stream> joined = new ArrayList<>(byLabels.size());
    byLabels.forEach((labels, entries) -> joined.add(new LogBatch.Stream(labels, entries)));
    return joined;
  }

  /** Makes the group durable, shows it and acknowledges it; or fails all of it. */
  public void commit() {
    if (group.isEmpty()) {
      return;
    }
    List<Prepared> committed = List.copyOf(group);
    group.clear();
    try {
      wal.commit();
    } catch (IOException e) {
      groupSequences.clear();
      fail(committed, e);
      return;
    }
    groupSequences.forEach(origins::note);
    groupSequences.clear();
    MemoryTable table = state.active();
    for (Prepared prepared : committed) {
      show(prepared, table);
    }
    for (Prepared prepared : committed) {
      prepared.pending().succeed(prepared.receipt());
    }
  }

  private void fail(List<Prepared> failed, IOException cause) {
    StewardException error =
        new StewardException(
            ErrorCode.UNAVAILABLE, "log store: cannot write its log: " + cause.getMessage(), cause);
    for (Prepared prepared : failed) {
      counters.refused();
      prepared.pending().fail(error);
    }
  }

  private void show(Prepared prepared, MemoryTable table) {
    int line = 0;
    long bytes = 0;
    for (LogBatch.Stream stream : prepared.streams()) {
      int id = registry.id(stream.labels());
      for (LogEntry entry : stream.entries()) {
        int length = entry.line().length();
        table.add(
            id,
            entry.timestampNanos(),
            prepared.record(),
            prepared.offsets().offset(line++),
            length,
            entry.metadata());
        bytes += length;
      }
      followers.tell(registry.labels(id), stream.entries());
    }
    counters.stored(prepared.receipt(), bytes);
  }

  /** Goes on with another table and another generation of the log. */
  public @Nullable IOException freeze() {
    commit();
    MemoryTable active = state.active();
    if (active.isEmpty()) {
      return null;
    }
    long next = active.generation() + 1;
    try {
      wal.rotate(next);
    } catch (IOException e) {
      return e;
    }
    state.freeze(new MemoryTable(next));
    return null;
  }
}
