/**
 * What a reader asks the stores for: matchers of labels and filters of lines, as closed sets of
 * data.
 */
@NullMarked
package dev.steward.spi.select;

import org.jspecify.annotations.NullMarked;
