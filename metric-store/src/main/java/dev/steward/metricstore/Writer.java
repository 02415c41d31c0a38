package dev.steward.metricstore;

import dev.steward.metricstore.AppendQueue.Pending;
import dev.steward.metricstore.head.Head;
import dev.steward.metricstore.head.HeadSeries;
import dev.steward.metricstore.wal.CarryOver;
import dev.steward.metricstore.wal.WalWriter;
import dev.steward.spi.error.ErrorCode;
import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.Origin;
import dev.steward.spi.store.SampleBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes: it logs what waits, as one commit, and only then puts it in memory
 * and answers. So what memory holds is on disk, and a commit that fails has changed nothing.
 */
final class Writer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final String DISK = "disk";

  private final AppendQueue queue;
  private final State state;
  private final MetricStoreOptions options;
  private final Folders folders;
  private final Problems problems;
  private final EngineCounters counters;
  private final Pressure pressure;
  private final ConcurrentMap<String, Long> sequences = new ConcurrentHashMap<>();
  private volatile long logNumber;
  private volatile boolean writable = true;

  /** Guarded by this. */
  private @Nullable WalWriter log;

  /** Where memory is relieved when it is full. */
  interface Pressure {
    /** Asks for a flush; returns at once. */
    void flushWanted();

    /**
     * Waits for the flush under way.
     *
     * @return whether memory was relieved
     */
    boolean awaitRelief();

    /** Lets series that ended leave, where so many more might be refused otherwise. */
    void makeRoom(long series);
  }

  /** Memory that batches go to, and what rides along. */
  record State(Head head, StateLock lock, Exemplars exemplars, Families families) {}

  Writer(
      AppendQueue queue,
      State state,
      MetricStoreOptions options,
      Folders folders,
      Problems problems,
      EngineCounters counters,
      Pressure pressure) {
    this.queue = queue;
    this.state = state;
    this.options = options;
    this.folders = folders;
    this.problems = problems;
    this.counters = counters;
    this.pressure = pressure;
  }

  OptionalLong lastSequence(String source) {
    Long last = sequences.get(source);
    return last == null ? OptionalLong.empty() : OptionalLong.of(last);
  }

  boolean isWritable() {
    return writable;
  }

  /** Number of the log file that is written to. */
  long logNumber() {
    return logNumber;
  }

  /** Puts a batch in memory that a log holds already. */
  void replay(SampleBatch batch, long receivedMillis) {
    apply(batch, receivedMillis);
  }

  /** Takes what was known when a log began. */
  void replay(CarryOver carryOver) {
    carryOver.sequences().forEach((source, last) -> sequences.merge(source, last, Math::max));
    carryOver.metadata().forEach(state.families()::add);
    carryOver.exemplars().forEach(one -> state.exemplars().add(one.series(), one.exemplar()));
  }

  /** Starts a new log file; the one before is complete. */
  synchronized void startLog(long number) throws IOException {
    CarryOver carryOver =
        new CarryOver(sequences, state.families().list(), state.exemplars().all());
    WalWriter next =
        WalWriter.create(
            folders.log(number), number, options.logFiles(), state.head()::own, carryOver);
    Folders.force(folders.logs());
    WalWriter before = log;
    log = next;
    logNumber = number;
    if (before != null) {
      before.close();
    }
  }

  /**
   * Sets what memory holds apart for a flush, in the same moment at which a new log begins.
   *
   * @return the series with samples to flush
   */
  synchronized List<HeadSeries> rotate() throws IOException {
    startLog(logNumber + 1);
    List<HeadSeries> series = new ArrayList<>();
    state.lock().write(() -> series.addAll(state.head().startFlush()));
    return series;
  }

  @Override
  public void run() {
    while (true) {
      List<Pending> group = queue.take();
      if (group.isEmpty()) {
        return;
      }
      try {
        if (hasRoom(group)) {
          write(group);
        }
      } catch (RuntimeException | Error e) {
        LOG.error("Storing {} batches failed", group.size(), e);
        group.forEach(one -> one.fail(ErrorCode.INTERNAL, "storing failed: " + e, e));
      }
    }
  }

  /** Whether memory takes more; else everybody is told to come again. */
  private boolean hasRoom(List<Pending> group) {
    while (state.head().samples() > 2 * options.flushSamples()) {
      pressure.flushWanted();
      if (!pressure.awaitRelief()) {
        refuse(group, new IOException("blocks cannot be written, and memory is full"));
        return false;
      }
    }
    long samples = group.stream().mapToLong(one -> one.batch().size()).sum();
    if (state.head().isCrowded(samples)) {
      pressure.makeRoom(samples);
    }
    return true;
  }

  private synchronized void write(List<Pending> group) {
    WalWriter current = java.util.Objects.requireNonNull(log, "startLog comes first");
    List<Pending> fresh = withoutRepetitions(group);
    if (!fresh.isEmpty()) {
      try {
        for (Pending one : fresh) {
          current.add(one.batch(), one.receivedMillis());
        }
        counters.loggedBytes(current.pendingBytes());
        current.commit();
        recovered();
      } catch (IOException e) {
        refuse(group, e);
        return;
      }
    }
    answer(group);
    if (state.head().wantsFlush(options.flushSamples()) || state.head().wantsRetirement()) {
      pressure.flushWanted();
    }
  }

  private List<Pending> withoutRepetitions(List<Pending> group) {
    Map<String, Long> ahead = new HashMap<>();
    List<Pending> fresh = new ArrayList<>(group.size());
    for (Pending one : group) {
      Origin origin = one.batch().origin();
      if (origin == null) {
        fresh.add(one);
      } else if (origin.sequence() > ahead.getOrDefault(origin.source(), last(origin))) {
        ahead.put(origin.source(), origin.sequence());
        fresh.add(one);
      }
    }
    return fresh;
  }

  private long last(Origin origin) {
    return sequences.getOrDefault(origin.source(), 0L);
  }

  private void recovered() {
    if (!writable) {
      writable = true;
      problems.clear(DISK);
      LOG.info("Writing works again");
    }
  }

  private void refuse(List<Pending> group, IOException cause) {
    if (writable) {
      LOG.error("Writing to the log failed; samples are refused until it works again", cause);
    }
    writable = false;
    problems.report(DISK, "writing to " + folders.logs() + " fails: " + cause.getMessage());
    counters.failedCommit();
    group.forEach(one ->
        one.fail(
            ErrorCode.UNAVAILABLE,
            "the metric store cannot write to its disk: " + cause.getMessage(),
            cause));
  }

  private void answer(List<Pending> group) {
    List<AppendReceipt> receipts = new ArrayList<>(group.size());
    state.lock().write(() -> group.forEach(one -> receipts.add(applyOnce(one))));
    for (int i = 0; i < receipts.size(); i++) {
      counters.answered(receipts.get(i));
      group.get(i).future().complete(receipts.get(i));
    }
  }

  private AppendReceipt applyOnce(Pending one) {
    Origin origin = one.batch().origin();
    if (origin != null && origin.sequence() <= last(origin)) {
      return new AppendReceipt(0, one.batch().size(), List.of());
    }
    return apply(one.batch(), one.receivedMillis());
  }

  private AppendReceipt apply(SampleBatch batch, long receivedMillis) {
    Origin origin = batch.origin();
    if (origin != null) {
      sequences.merge(origin.source(), origin.sequence(), Math::max);
    }
    AppendReceipt receipt = state.head().apply(batch, receivedMillis);
    batch.exemplars().forEach(one -> state.exemplars().add(one.series().labels(), one.exemplar()));
    batch.metadata().forEach(state.families()::add);
    return receipt;
  }

  /** Ends the log after the last batch. */
  synchronized void close() throws IOException {
    if (log != null) {
      log.close();
    }
  }
}
