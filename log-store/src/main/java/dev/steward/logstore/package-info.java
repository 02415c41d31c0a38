/** The log engine: template-compressed blocks of lines, found through Lucene. */
@NullMarked
package dev.steward.logstore;

import org.jspecify.annotations.NullMarked;
