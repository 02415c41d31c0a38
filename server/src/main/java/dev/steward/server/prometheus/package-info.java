/** The Prometheus HTTP interface over the metric store and its query engine. */
@NullMarked
package dev.steward.server.prometheus;

import org.jspecify.annotations.NullMarked;
