/** What an agent costs, beside the programs that others put there. */
@NullMarked
package dev.steward.benchmarks.collector;

import org.jspecify.annotations.NullMarked;
