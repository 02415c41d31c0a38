/** Values as log lines and queries write them: numbers, durations, amounts of bytes, JSON text. */
@NullMarked
package dev.steward.query.logql.text;

import org.jspecify.annotations.NullMarked;
