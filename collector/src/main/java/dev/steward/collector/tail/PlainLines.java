package dev.steward.collector.tail;

import dev.steward.collector.batch.BatchSink;
import dev.steward.spi.model.Labels;

/** Lines that nothing is known of: they get the time at which they were read, and their level. */
final class PlainLines implements LineFormat {
  private final FileLabels labels;

  PlainLines(FileLabels labels) {
    this.labels = labels;
  }

  @Override
  public void add(byte[] bytes, int offset, int length, LineClock clock, BatchSink sink) {
    Labels stream = labels.of(LineLevel.of(bytes, offset, length));
    sink.line(stream, clock.next(), bytes, offset, length, Labels.EMPTY);
  }
}
