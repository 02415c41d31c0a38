@NullMarked
package dev.steward.metricstore;

import org.jspecify.annotations.NullMarked;
