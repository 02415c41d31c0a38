/** The metric store's engine: what is stored is logged, held in memory, and written to blocks. */
@NullMarked
package dev.steward.metricstore;

import org.jspecify.annotations.NullMarked;
