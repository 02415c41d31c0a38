/** What is stored: labels, lines, samples, histograms. Immutable values, validated when made. */
@NullMarked
package dev.steward.spi.model;

import org.jspecify.annotations.NullMarked;
