/** The write-ahead log: what is acknowledged is in it, on disk. */
@NullMarked
package dev.steward.metricstore.wal;

import org.jspecify.annotations.NullMarked;
