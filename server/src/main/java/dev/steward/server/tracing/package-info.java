/** Spans of ingest and queries, off unless an endpoint is set. */
@NullMarked
package dev.steward.server.tracing;

import org.jspecify.annotations.NullMarked;
