package dev.steward.alerting.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How the evaluations of one rule go. Written by its group, read by any thread. */
final class RunRecord {
  /** One evaluation, or none yet. */
  record Entry(RuleHealth health, String error, Optional<Instant> at, Duration took) {}

  private volatile Entry last = new Entry(RuleHealth.UNKNOWN, "", Optional.empty(), Duration.ZERO);

  Entry last() {
    return last;
  }

  void succeeded(long timeMillis, long tookNanos) {
    last = entry(RuleHealth.GOOD, "", timeMillis, tookNanos);
  }

  void failed(String why, long timeMillis, long tookNanos) {
    last = entry(RuleHealth.BAD, why, timeMillis, tookNanos);
  }

  /** What the rule gave could not be stored. */
  void notStored(String why) {
    Entry entry = last;
    last = new Entry(RuleHealth.BAD, why, entry.at(), entry.took());
  }

  void adopt(RunRecord before) {
    last = before.last;
  }

  private static Entry entry(RuleHealth health, String error, long timeMillis, long tookNanos) {
    return new Entry(
        health, error, Optional.of(Instant.ofEpochMilli(timeMillis)), Duration.ofNanos(tookNanos));
  }
}
