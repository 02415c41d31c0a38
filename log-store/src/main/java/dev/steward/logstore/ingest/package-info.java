/** From a batch to the log and to memory. */
@NullMarked
package dev.steward.logstore.ingest;

import org.jspecify.annotations.NullMarked;
