/** Immutable files of series and their samples: writing, reading, merging. */
@NullMarked
package dev.steward.metricstore.block;

import org.jspecify.annotations.NullMarked;
