package dev.steward.collector.tail;

import dev.steward.collector.batch.BatchSink;

/** What the records of a file are. For one thread, since a format may remember earlier records. */
interface LineFormat {
  /**
   * Adds a record, in UTF-8 and without the end of its last line.
   *
   * @param clock gives the time of a record that names none
   */
  void add(byte[] bytes, int offset, int length, LineClock clock, BatchSink sink);
}
