/** What can be said of a line filter by looking at a template alone. */
@NullMarked
package dev.steward.logstore.filter;

import org.jspecify.annotations.NullMarked;
