/**
 * OpenTelemetry's logs and metrics: over gRPC, over HTTP, and at Loki's and Prometheus' addresses.
 */
@NullMarked
package dev.steward.server.otlp;

import org.jspecify.annotations.NullMarked;
