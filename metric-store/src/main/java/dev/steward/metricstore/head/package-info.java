/** What is in memory: series, their newest samples, and the index over them. */
@NullMarked
package dev.steward.metricstore.head;

import org.jspecify.annotations.NullMarked;
