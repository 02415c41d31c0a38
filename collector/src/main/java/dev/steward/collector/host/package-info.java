/**
 * What a host tells about itself in /proc and /sys, under the names, labels and types of
 * Prometheus' node_exporter. No processes are started.
 */
@NullMarked
package dev.steward.collector.host;

import org.jspecify.annotations.NullMarked;
