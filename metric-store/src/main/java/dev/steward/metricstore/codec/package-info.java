/** How numbers become bytes: columns of integers, of values, of histograms, and frames of them. */
@NullMarked
package dev.steward.metricstore.codec;

import org.jspecify.annotations.NullMarked;
