/** What the evaluation of rules costs. */
@NullMarked
package dev.steward.benchmarks.alerting;

import org.jspecify.annotations.NullMarked;
