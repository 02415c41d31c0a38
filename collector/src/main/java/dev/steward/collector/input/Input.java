package dev.steward.collector.input;

import java.io.Closeable;

/** Something that is read for as long as the agent runs. Closing it stops it and waits for that. */
public interface Input extends Closeable {
  /** Starts to read. */
  void start();

  /** What happened so far. */
  InputCounters counters();

  @Override
  void close();
}
