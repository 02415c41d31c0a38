@NullMarked
package dev.steward.metricstore.block;

import org.jspecify.annotations.NullMarked;
