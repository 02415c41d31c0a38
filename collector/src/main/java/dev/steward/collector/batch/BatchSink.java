package dev.steward.collector.batch;

import dev.steward.collector.queue.InputPosition;
import dev.steward.spi.model.Labels;
import dev.steward.spi.model.MetricMetadata;

/** Takes the parts of a contribution to a batch. Valid only during {@link Intake#add}. */
public interface BatchSink {
  /**
   * Adds a log line; its bytes are copied.
   *
   * @param stream labels of the stream
   * @param timestampNanos nanoseconds since the Unix epoch
   * @param metadata structured metadata of this line alone
   */
  void line(
      Labels stream, long timestampNanos, byte[] bytes, int offset, int length, Labels metadata);

  /**
   * Adds a sample.
   *
   * @param timestampMillis milliseconds since the Unix epoch
   * @param series labels with the metric's name as {@code __name__}
   */
  void sample(long timestampMillis, Labels series, double value);

  /** Says what a metric family means; repeating it costs next to nothing. */
  void family(MetricMetadata family);

  /** Says how far an input has been read with what was added here. */
  void position(InputPosition position);
}
