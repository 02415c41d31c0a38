@NullMarked
package dev.steward.metricstore.wal;

import org.jspecify.annotations.NullMarked;
