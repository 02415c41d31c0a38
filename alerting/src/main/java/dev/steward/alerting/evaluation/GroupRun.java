package dev.steward.alerting.evaluation;

import dev.steward.alerting.rule.Rule;
import dev.steward.alerting.rule.RuleGroup;
import dev.steward.spi.error.StewardException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group of rules that is evaluated again and again, one rule after the other. Safe for any
 * thread; one evaluation at a time.
 *
 * <p>What the rules give is stored together at the end: one commit of the store for a group, and
 * not one for a rule; nobody waits for the disk. A rule that may read what an earlier one of its
 * group gave waits until that is stored: {@link RuleInputs} knows which do.
 */
final class GroupRun {
  private static final Logger LOG = LoggerFactory.getLogger(GroupRun.class);

  private final String file;
  private final RuleGroup group;
  private final Duration interval;
  private final long offsetMillis;
  private final Surroundings surroundings;
  private final List<RuleRun> rules;
  private final boolean[] readsEarlier;

  /** One evaluation at a time, and none while a successor takes over. */
  private final ReentrantLock evaluating = new ReentrantLock();

  /** What rules wrote that are no more, until the next evaluation ends it. Guarded by the lock. */
  private final List<WrittenSeries> orphans = new ArrayList<>();

  /** Guarded by the lock. */
  private boolean retired;

  private final AtomicLong iterations = new AtomicLong();
  private final AtomicLong missed = new AtomicLong();
  private final AtomicLong evaluations = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile long samples;
  private volatile Optional<Instant> lastEvaluation = Optional.empty();
  private volatile Duration evaluationTime = Duration.ZERO;

  GroupRun(String file, RuleGroup group, GroupDefaults defaults, RestoredAlerts restored) {
    this.file = file;
    this.group = group;
    this.interval = group.interval().orElse(defaults.interval());
    this.offsetMillis = group.queryOffset().orElse(defaults.queryOffset()).toMillis();
    this.surroundings = defaults.surroundings();
    this.rules = group.rules().stream().map(rule -> run(rule, restored)).toList();
    this.readsEarlier = RuleInputs.readEarlier(group.rules());
  }

  private RuleRun run(Rule rule, RestoredAlerts restored) {
    Map<String, String> labels = new HashMap<>(group.labels());
    labels.putAll(rule.labels());
    try {
      return switch (rule) {
        case Rule.Recording recording ->
            new RecordingRun(recording, labels, surroundings.queries());
        case Rule.Alerting alerting ->
            new AlertingRun(alerting, labels, surroundings, interval.toMillis(), restored);
      };
    } catch (StewardException e) {
      throw new StewardException(
          e.code(),
          "group \"%s\", rule \"%s\": %s".formatted(name(), rule.name(), e.getMessage()),
          e);
    }
  }

  String file() {
    return file;
  }

  String name() {
    return group.name();
  }

  RuleGroup group() {
    return group;
  }

  Duration interval() {
    return interval;
  }

  List<RuleRun> rules() {
    return rules;
  }

  /** Counts evaluations that were due and did not happen. */
  void miss(long count) {
    missed.addAndGet(count);
  }

  /** Evaluates all rules. */
  void evaluate(long timeMillis) {
    evaluate(timeMillis, false);
    iterations.incrementAndGet();
  }

  /**
   * Evaluates between two regular moments the rules of which an alert is about to fire, so that a
   * notification need not wait for the next one.
   */
  void evaluateHeld(long timeMillis) {
    evaluate(timeMillis, true);
  }

  private void evaluate(long timeMillis, boolean heldOnly) {
    evaluating.lock();
    try {
      if (retired) {
        return;
      }
      long start = System.nanoTime();
      GroupOutput output = output(timeMillis - offsetMillis);
      orphans.forEach(output::end);
      orphans.clear();
      for (int i = 0; i < rules.size(); i++) {
        RuleRun rule = rules.get(i);
        if (!heldOnly || isAboutToFire(rule, timeMillis)) {
          if (readsEarlier[i]) {
            output.storeAndWait();
          }
          evaluate(rule, timeMillis, output);
        }
      }
      output.store();
      if (!heldOnly) {
        samples = output.count();
        evaluationTime = Duration.ofNanos(System.nanoTime() - start);
        lastEvaluation = Optional.of(Instant.ofEpochMilli(timeMillis));
      }
    } finally {
      evaluating.unlock();
    }
  }

  private GroupOutput output(long sampleMillis) {
    return new GroupOutput(toString(), sampleMillis, surroundings.store(), failures);
  }

  /** File and name, for the log. */
  @Override
  public String toString() {
    return file + ": group " + name();
  }

  private static boolean isAboutToFire(RuleRun rule, long timeMillis) {
    return rule instanceof AlertingRun alerting && alerting.nextFiringMillis() <= timeMillis;
  }

  private void evaluate(RuleRun rule, long timeMillis, GroupOutput output) {
    long start = System.nanoTime();
    evaluations.incrementAndGet();
    try {
      List<OutputSample> given =
          rule.evaluate(new Moment(timeMillis, timeMillis - offsetMillis, group.limit()));
      if (rule instanceof AlertingRun alerting) {
        alerting.post(timeMillis);
      }
      output.add(rule, given);
      rule.record().succeeded(timeMillis, System.nanoTime() - start);
    } catch (StewardException e) {
      if (rule.record().last().health() != RuleHealth.BAD) {
        LOG.warn("{}: rule {}: {}", this, rule.rule().name(), e.getMessage());
      }
      fail(rule, String.valueOf(e.getMessage()), timeMillis, start);
    } catch (RuntimeException e) {
      LOG.error("{}: rule {}: a defect", this, rule.rule().name(), e);
      fail(rule, "internal error: " + e, timeMillis, start);
    }
  }

  private void fail(RuleRun rule, String why, long timeMillis, long startNanos) {
    failures.incrementAndGet();
    rule.record().failed(why, timeMillis, System.nanoTime() - startNanos);
  }

  /** When the next pending alert fires if its series stays; {@link Long#MAX_VALUE} for none. */
  long nextFiringMillis() {
    long least = Long.MAX_VALUE;
    for (RuleRun rule : rules) {
      if (rule instanceof AlertingRun alerting) {
        least = Math.min(least, alerting.nextFiringMillis());
      }
    }
    return least;
  }

  /**
   * Takes over from the same group as it was before its file changed, which evaluates no more.
   * Rules that are the same go on with what they remember; what others wrote ends.
   */
  void adopt(GroupRun before) {
    before.evaluating.lock();
    try {
      before.retired = true;
      List<RuleRun> left = new ArrayList<>(before.rules);
      for (RuleRun rule : rules) {
        Optional<RuleRun> same = left.stream().filter(rule::continues).findFirst();
        same.ifPresent(old -> {
          rule.adopt(old);
          left.remove(old);
        });
      }
      orphans.addAll(before.orphans);
      left.forEach(rule -> orphans.add(rule.written()));
      iterations.set(before.iterations.get());
      missed.set(before.missed.get());
      evaluations.set(before.evaluations.get());
      failures.set(before.failures.get());
      samples = before.samples;
      lastEvaluation = before.lastEvaluation;
      evaluationTime = before.evaluationTime;
    } finally {
      before.evaluating.unlock();
    }
  }

  /** Ends the series of a group that is no more. */
  void retire(long timeMillis) {
    evaluating.lock();
    try {
      retired = true;
      GroupOutput output = output(timeMillis);
      orphans.forEach(output::end);
      rules.forEach(rule -> output.end(rule.written()));
      output.storeAndWait();
    } finally {
      evaluating.unlock();
    }
  }

  /** Evaluates no more, and leaves its series as they are: a restart goes on with them. */
  void stop() {
    evaluating.lock();
    try {
      retired = true;
    } finally {
      evaluating.unlock();
    }
  }

  GroupStatus status() {
    return new GroupStatus(
        name(),
        file,
        interval,
        group.limit(),
        rules.stream().map(GroupRun::status).toList(),
        lastEvaluation,
        evaluationTime,
        new GroupStatus.Figures(
            iterations.get(), missed.get(), evaluations.get(), failures.get(), samples));
  }

  private static RuleStatus status(RuleRun rule) {
    RunRecord.Entry last = rule.record().last();
    return new RuleStatus(
        rule.rule(),
        rule.labels(),
        last.health(),
        last.error(),
        last.at(),
        last.took(),
        rule instanceof AlertingRun alerting ? alerting.alerts() : List.of());
  }
}
