@NullMarked
package dev.steward.server.metrics;

import org.jspecify.annotations.NullMarked;
