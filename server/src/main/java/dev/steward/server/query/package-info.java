/** The query engines over the stores. */
@NullMarked
package dev.steward.server.query;

import org.jspecify.annotations.NullMarked;
