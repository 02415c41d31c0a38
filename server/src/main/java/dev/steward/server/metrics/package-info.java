/** What the server counts about itself, at {@code /metrics}. */
@NullMarked
package dev.steward.server.metrics;

import org.jspecify.annotations.NullMarked;
