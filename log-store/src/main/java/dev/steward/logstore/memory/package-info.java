/** Entries that are not yet in a part. */
@NullMarked
package dev.steward.logstore.memory;

import org.jspecify.annotations.NullMarked;
