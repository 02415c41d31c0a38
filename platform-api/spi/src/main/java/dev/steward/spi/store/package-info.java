/** The two storage interfaces, and what passes through them. */
@NullMarked
package dev.steward.spi.store;

import org.jspecify.annotations.NullMarked;
