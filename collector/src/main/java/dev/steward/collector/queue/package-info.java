/**
 * The durable queue between what an agent reads and what its servers have: segment files, several
 * readers, positions of inputs committed with the data that they stand for.
 */
@NullMarked
package dev.steward.collector.queue;

import org.jspecify.annotations.NullMarked;
