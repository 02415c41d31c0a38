/** The Lucene index of blocks and templates of one day. */
@NullMarked
package dev.steward.logstore.index;

import org.jspecify.annotations.NullMarked;
