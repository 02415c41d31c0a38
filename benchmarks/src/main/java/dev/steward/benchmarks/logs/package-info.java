/** Generated logs of a fleet, and measuring of the log store with them. */
@NullMarked
package dev.steward.benchmarks.logs;

import org.jspecify.annotations.NullMarked;
