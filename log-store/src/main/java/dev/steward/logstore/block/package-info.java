/** Blocks: columns of the lines of one or several streams. */
@NullMarked
package dev.steward.logstore.block;

import org.jspecify.annotations.NullMarked;
