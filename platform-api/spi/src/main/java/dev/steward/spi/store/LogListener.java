package dev.steward.spi.store;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;

/** Hears of entries as they are stored. */
@FunctionalInterface
public interface LogListener {
  /** One entry of one stream. */
  void stored(Labels stream, LogEntry entry);
}
