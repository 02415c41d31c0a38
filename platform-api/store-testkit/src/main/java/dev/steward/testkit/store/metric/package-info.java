/** A metric store in memory, and the contract that every metric store fulfils. */
@NullMarked
package dev.steward.testkit.store.metric;

import org.jspecify.annotations.NullMarked;
