@NullMarked
package dev.steward.metricstore.head;

import org.jspecify.annotations.NullMarked;
