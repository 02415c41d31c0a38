/**
 * The text in which programs expose their metrics: the Prometheus text format 0.0.4 and OpenMetrics
 * 1.0, read and written.
 */
@NullMarked
package dev.steward.formats.exposition;

import org.jspecify.annotations.NullMarked;
