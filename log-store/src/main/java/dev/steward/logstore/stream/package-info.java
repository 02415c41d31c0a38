/** The streams that the store knows. */
@NullMarked
package dev.steward.logstore.stream;

import org.jspecify.annotations.NullMarked;
