/**
 * OpenTelemetry's logs and metrics: their encoding in JSON, and what they become in Loki's and
 * Prometheus' models. Source: OTLP specification 1.9; OpenTelemetry, compatibility with Prometheus.
 */
@NullMarked
package dev.steward.formats.otlp;

import org.jspecify.annotations.NullMarked;
