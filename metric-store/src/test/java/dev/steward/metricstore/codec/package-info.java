@NullMarked
package dev.steward.metricstore.codec;

import org.jspecify.annotations.NullMarked;
