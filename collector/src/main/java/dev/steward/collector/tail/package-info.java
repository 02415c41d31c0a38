/** Log files that are followed as they grow, are rotated, truncated and replaced. */
@NullMarked
package dev.steward.collector.tail;

import org.jspecify.annotations.NullMarked;
