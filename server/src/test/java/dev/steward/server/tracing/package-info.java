@NullMarked
package dev.steward.server.tracing;

import org.jspecify.annotations.NullMarked;
