/** What happens to each line and its labels between the store and the result: one stage a file. */
@NullMarked
package dev.steward.query.logql.pipeline;

import org.jspecify.annotations.NullMarked;
