/** Numbers from lines: windows, series, and what is made of them. */
@NullMarked
package dev.steward.query.logql.metric;

import org.jspecify.annotations.NullMarked;
