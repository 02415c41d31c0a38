package dev.steward.logstore.ingest;

import dev.steward.logstore.bytes.LineOffsets;
import dev.steward.logstore.memory.MemoryTable;
import dev.steward.logstore.memory.RecordPlace;
import dev.steward.logstore.part.ContentsCache;
import dev.steward.logstore.store.StoreState;
import dev.steward.logstore.stream.KeptStream;
import dev.steward.logstore.stream.StreamRegistry;
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
import java.util.LinkedHashMap;
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
  private final ContentsCache contents;
  private final StreamLimits limits;
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
      RecordPlace record,
      LineOffsets offsets,
      List<KeptStream> streams,
      AppendReceipt receipt) {}

  /** A committer that writes this log and fills the tables of this state. */
  public Committer(IngestParts parts) {
    this.wal = parts.wal();
    this.state = parts.state();
    this.origins = parts.origins();
    this.followers = parts.followers();
    this.counters = parts.counters();
    this.registry = parts.registry();
    this.contents = parts.contents();
    this.limits =
        new StreamLimits(registry, parts.clock(), parts.maxStreamsPerHost(), parts.maxStreams());
    this.admission = new Admission(registry, limits);
    this.repetitions = new Repetitions(state, parts.reader(), parts.lastTimeOnDisk());
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
              new RecordPlace(0, 0),
              new LineOffsets(),
              List.of(),
              new AppendReceipt(0, batch.entryCount(), List.of())));
      return;
    }
    Admission.Admitted admitted = admission.admit(batch.streams());
    List<KeptStream> kept =
        batch.duplicates() == LogBatch.Duplicates.DROPPED
            ? withoutRepetitions(admitted.streams())
            : noted(admitted.streams());
    long stored = kept.stream().mapToLong(stream -> stream.entries().size()).sum();
    LineOffsets offsets = new LineOffsets();
    RecordPlace record = wal.add(origin, kept, state.active(), offsets);
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

  private List<KeptStream> noted(List<KeptStream> streams) {
    streams.forEach(repetitions::note);
    return streams;
  }

  private List<KeptStream> withoutRepetitions(List<KeptStream> streams) {
    List<KeptStream> kept = new ArrayList<>(streams.size());
    for (KeptStream stream : joined(streams)) {
      if (repetitions.surelyNew(stream)) {
        kept.add(stream);
      } else {
        // What is stored can be told only once the group is.
        commit();
        KeptStream fresh = repetitions.without(stream);
        if (!fresh.entries().isEmpty()) {
          kept.add(fresh);
        }
      }
    }
    return kept;
  }

  /** The streams with those of equal labels made one, so that repetitions within them are seen. */
  private static List<KeptStream> joined(List<KeptStream> streams) {
    Map<Integer, KeptStream> byId = new LinkedHashMap<>();
    for (KeptStream stream : streams) {
      byId.merge(
          stream.id(),
          stream,
          (before, more) -> {
            List<LogEntry> both = new ArrayList<>(before.entries());
            both.addAll(more.entries());
            return new KeptStream(before.id(), before.labels(), both);
          });
    }
    return byId.size() == streams.size() ? streams : List.copyOf(byId.values());
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
    for (KeptStream stream : prepared.streams()) {
      bytes +=
          table.add(stream.id(), stream.entries(), prepared.record(), prepared.offsets(), line);
      line += stream.entries().size();
      followers.tell(stream.labels(), stream.entries());
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
    state.freeze(next);
    if (limits.isPressed()) {
      forgetIdleStreams();
    }
    return null;
  }

  /**
   * Makes room for other streams. Only where the log has just begun another segment, in which no
   * number has a meaning yet. Where somebody reads just now, the next time will do.
   */
  private void forgetIdleStreams() {
    registry.forget(
        id -> limits.isIdle(id) && !state.holds(id),
        forgotten -> {
          contents.clear();
          limits.forget(forgotten);
          repetitions.forget(forgotten);
        });
  }
}
