/** Arithmetic on native histograms. */
@NullMarked
package dev.steward.query.value.histogram;

import org.jspecify.annotations.NullMarked;
