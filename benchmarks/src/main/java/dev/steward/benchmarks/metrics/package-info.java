/** The metric store under a fleet's load: generated hosts, figures of cost, size and speed. */
@NullMarked
package dev.steward.benchmarks.metrics;

import org.jspecify.annotations.NullMarked;
