package dev.steward.collector.check;

import dev.steward.spi.model.MetricMetadata;
import dev.steward.spi.model.MetricType;
import java.util.ArrayList;
import java.util.List;

/**
 * What one look at a service gave: samples, and a text for people. Closed when the time of the look
 * is up; what comes later is dropped. Safe for any thread.
 */
final class CheckResult {
  private static final int MAX_SAMPLES = 500;

  /** Guarded by this. */
  private final List<Sample> samples = new ArrayList<>();

  /** Guarded by this. */
  private String text = "";

  /** Guarded by this. */
  private boolean closed;

  private final Deadline deadline;

  /**
   * A sample.
   *
   * @param family its family, whose name is its own
   * @param value the value
   * @param labels names and values in turn, beside those of the check
   */
  record Sample(MetricMetadata family, double value, List<String> labels) {}

  CheckResult(Deadline deadline) {
    this.deadline = deadline;
  }

  /** Until when the look must be over. */
  Deadline deadline() {
    return deadline;
  }

  /** Adds a gauge. */
  void gauge(String name, String help, double value, String... labels) {
    add(new Sample(new MetricMetadata(name, MetricType.GAUGE, help, ""), value, List.of(labels)));
  }

  /** Adds a counter. */
  void counter(String name, String help, double value, String... labels) {
    add(new Sample(new MetricMetadata(name, MetricType.COUNTER, help, ""), value, List.of(labels)));
  }

  private synchronized void add(Sample sample) {
    if (!closed && samples.size() < MAX_SAMPLES) {
      samples.add(sample);
    }
  }

  /** Says something for people. */
  synchronized void text(String said) {
    if (!closed) {
      text = said;
    }
  }

  /** Takes nothing more, and gives what came. */
  synchronized List<Sample> close() {
    closed = true;
    return List.copyOf(samples);
  }

  synchronized String text() {
    return text;
  }
}
