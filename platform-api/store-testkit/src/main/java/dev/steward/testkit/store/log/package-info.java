/** Log stores: one in memory, and the contract that every log store passes. */
@NullMarked
package dev.steward.testkit.store.log;

import org.jspecify.annotations.NullMarked;
