/**
 * The agents' door: takes batches over gRPC, stores them, and acknowledges what is durable.
 *
 * <p>A {@code ShipSession} is one stream of one agent; it decodes each batch once and hands it to
 * both stores.
 */
@NullMarked
package dev.steward.server.telemetry;

import org.jspecify.annotations.NullMarked;
