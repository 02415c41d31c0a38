/** The functions that {@code line_format} and {@code label_format} may call. */
@NullMarked
package dev.steward.query.logql.functions;

import org.jspecify.annotations.NullMarked;
