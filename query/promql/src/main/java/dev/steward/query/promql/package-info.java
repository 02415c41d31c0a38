/** The Prometheus query language over a metric store. */
@NullMarked
package dev.steward.query.promql;

import org.jspecify.annotations.NullMarked;
