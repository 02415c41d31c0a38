/** The agent: what runs on each host, reads what there is to read and ships it to servers. */
@NullMarked
package dev.steward.collector;

import org.jspecify.annotations.NullMarked;
