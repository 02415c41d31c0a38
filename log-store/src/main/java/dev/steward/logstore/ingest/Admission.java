package dev.steward.logstore.ingest;

import dev.steward.logstore.stream.KeptStream;
import dev.steward.logstore.stream.StreamRegistry;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import dev.steward.spi.store.AppendReceipt.Refusal;
import dev.steward.spi.store.LogBatch;
import dev.steward.spi.store.RefusalReason;
import java.util.ArrayList;
import java.util.List;

/** Decides under which stream each entry is kept. For one thread. */
final class Admission {
  private final StreamRegistry registry;
  private final StreamLimits limits;

  Admission(StreamRegistry registry, StreamLimits limits) {
    this.registry = registry;
    this.limits = limits;
  }

  /**
   * A batch's streams as they are kept.
   *
   * @param streams the streams
   * @param refusals what was kept under a fallback stream; empty where nothing was
   */
  record Admitted(List<KeptStream> streams, List<Refusal> refusals) {}

  Admitted admit(List<LogBatch.Stream> streams) {
    List<KeptStream> kept = new ArrayList<>(streams.size());
    long redirected = 0;
    String example = "";
    for (LogBatch.Stream stream : streams) {
      int id = limits.admit(stream.labels());
      if (id >= 0) {
        kept.add(new KeptStream(id, registry.labels(id), stream.entries()));
      } else {
        KeptStream moved = redirect(stream);
        kept.add(moved);
        redirected += stream.entries().size();
        example = stream.labels() + ": too many streams, kept under " + moved.labels();
      }
    }
    return new Admitted(
        kept,
        redirected == 0
            ? List.of()
            : List.of(new Refusal(RefusalReason.LIMIT_EXCEEDED, redirected, example)));
  }

  /** The labels that the entries lose become metadata of theirs, where no name is taken. */
  private KeptStream redirect(LogBatch.Stream stream) {
    int fallback = limits.admit(limits.fallback(stream.labels()));
    List<LogEntry> entries = new ArrayList<>(stream.entries().size());
    for (LogEntry entry : stream.entries()) {
      Labels.Builder metadata = stream.labels().edit();
      entry.metadata().forEach(metadata::set);
      entries.add(new LogEntry(entry.timestampNanos(), entry.line(), metadata.build()));
    }
    return new KeptStream(fallback, registry.labels(fallback), entries);
  }
}
