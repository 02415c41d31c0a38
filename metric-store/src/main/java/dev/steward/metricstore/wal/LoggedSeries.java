package dev.steward.metricstore.wal;

import dev.steward.spi.store.SeriesHandle;

/** A series that knows by which number the current log file calls it. Used by the writer alone. */
public interface LoggedSeries extends SeriesHandle {
  /** The number that a log file gave it, or -1 if that file does not name it yet. */
  int numberIn(long logFile);

  /** Remembers the number that a log file gave it. */
  void setNumberIn(long logFile, int number);
}
