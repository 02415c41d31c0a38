/** The functions of PromQL, one or one family a file; {@link Functions} lists them all. */
@NullMarked
package dev.steward.query.promql.function;

import org.jspecify.annotations.NullMarked;
