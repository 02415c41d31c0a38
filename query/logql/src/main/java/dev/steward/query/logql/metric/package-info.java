/** Numbers from lines: windows, series, and what is made of them. */
@NullMarked
package dev.steward.query.logql.metric;

import dev.steward.query.logql.text.Numbers;
import org.jspecify.annotations.NullMarked;
