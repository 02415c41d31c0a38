package dev.steward.logstore.stream;

import dev.steward.spi.model.Labels;
import dev.steward.spi.model.LogEntry;
import java.util.List;

/**
 * Entries with the stream under which they are kept.
 *
 * @param id number of the stream in the registry
 * @param labels its labels, interned
 * @param entries the entries
 */
public record KeptStream(int id, Labels labels, List<LogEntry> entries) {}
