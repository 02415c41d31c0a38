/** The days of the store: parts on disk, found through the index of each day. */
@NullMarked
package dev.steward.logstore.store;

import org.jspecify.annotations.NullMarked;
