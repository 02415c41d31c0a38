/** The data directory and the stores in it. */
@NullMarked
package dev.steward.server.store;

import org.jspecify.annotations.NullMarked;
