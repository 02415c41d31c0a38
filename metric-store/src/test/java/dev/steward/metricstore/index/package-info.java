@NullMarked
package dev.steward.metricstore.index;

import org.jspecify.annotations.NullMarked;
