/** Native histograms as they come over the wire, and whether they make sense. */
@NullMarked
package dev.steward.formats.histogram;

import org.jspecify.annotations.NullMarked;
