/** The label index: which series carry which labels, and where their samples lie. */
@NullMarked
package dev.steward.metricstore.index;

import org.jspecify.annotations.NullMarked;
