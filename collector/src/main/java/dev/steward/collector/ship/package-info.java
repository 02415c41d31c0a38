/** From the queue to servers: one stream to each, with acknowledgements. */
@NullMarked
package dev.steward.collector.ship;

import org.jspecify.annotations.NullMarked;
