/**
 * Series written by hand, as Prometheus' own tests and promtool's unit tests write them, and a
 * store that holds them.
 */
@NullMarked
package dev.steward.query.promql.series;

import org.jspecify.annotations.NullMarked;
