package dev.steward.logstore.wal;

import dev.steward.spi.model.Labels;

/**
 * Labels of a segment's entries.
 *
 * @param labels the labels
 * @param place where in the array of the entry's line they stand; -1 where there are none
 */
public record EncodedLabels(Labels labels, int place) {}
