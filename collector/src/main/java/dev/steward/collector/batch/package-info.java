/** From single lines and samples to compressed batches in the queue. */
@NullMarked
package dev.steward.collector.batch;

import org.jspecify.annotations.NullMarked;
