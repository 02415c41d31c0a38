package dev.steward.alerting.evaluation;

import dev.steward.spi.store.AppendReceipt;
import dev.steward.spi.store.MetricStore;
import dev.steward.spi.store.SampleBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rules of one evaluation of a group give, until it is stored. For one thread. */
final class GroupOutput {
  private static final Logger LOG = LoggerFactory.getLogger(GroupOutput.class);

  private final String group;
  private final long sampleMillis;
  private final MetricStore store;
  private final AtomicLong failures;
  private final List<RuleRun> writers = new ArrayList<>();
  private SampleBatch batch = new SampleBatch(null, 0);
  private long count;

  /** Whether what was handed over last could be stored. */
  private CompletableFuture<Boolean> stored = CompletableFuture.completedFuture(true);

  /**
   * Starts empty.
   *
   * @param group the group, for the log
   * @param sampleMillis time of all samples
   * @param failures counts rules whose samples could not be stored
   */
  GroupOutput(String group, long sampleMillis, MetricStore store, AtomicLong failures) {
    this.group = group;
    this.sampleMillis = sampleMillis;
    this.store = store;
    this.failures = failures;
  }

  /** How many series rules gave. */
  long count() {
    return count;
  }

  /** Adds what a rule gives, and the ends of what it gives no more. */
  void add(RuleRun rule, List<OutputSample> given) {
    int before = batch.size();
    rule.written().add(given, sampleMillis, store, batch);
    count += given.size();
    if (batch.size() > before) {
      writers.add(rule);
    }
  }

  /** Adds the ends of what a rule gave that is no more. */
  void end(WrittenSeries series) {
    series.end(sampleMillis, batch);
  }

  /** Hands what there is to the store, which keeps the order. */
  void store() {
    if (batch.size() > 0) {
      List<RuleRun> rules = List.copyOf(writers);
      stored =
          store
              .append(batch)
              .handle((receipt, failure) -> {
                tell(rules, receipt, failure);
                return failure == null;
              });
      batch = new SampleBatch(null, 0);
      writers.clear();
    }
  }

  /** The same, and waits until readers see it. */
  void storeAndWait() {
    store();
    stored.join();
  }

  private void tell(
      List<RuleRun> rules, @Nullable AppendReceipt receipt, @Nullable Throwable failure) {
    if (failure != null) {
      LOG.warn("{}: results could not be stored", group, failure);
      failures.addAndGet(rules.size());
      rules.forEach(rule -> rule.record().notStored("storing: " + failure.getMessage()));
    } else if (receipt != null && receipt.refused() > 0) {
      LOG.debug("{}: not stored: {}", group, receipt.refusals());
    }
  }
}
