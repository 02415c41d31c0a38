package dev.steward.metricstore.wal;

import dev.steward.spi.model.Labels;

/** A series that only remembers its number. */
final class FakeSeries implements LoggedSeries {
  private final Labels labels;
  private long file = -1;
  private int number = -1;

  FakeSeries(Labels labels) {
    this.labels = labels;
  }

  @Override
  public Labels labels() {
    return labels;
  }

  @Override
  public int numberIn(long logFile) {
    return logFile == file ? number : -1;
  }

  @Override
  public void setNumberIn(long logFile, int newNumber) {
    file = logFile;
    number = newNumber;
  }
}
