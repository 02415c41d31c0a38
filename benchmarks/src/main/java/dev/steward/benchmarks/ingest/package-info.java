/** What is sent in through the doors: generated lines and samples, equal in every run. */
@NullMarked
package dev.steward.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
