/** The command {@code steward}: what people type. */
@NullMarked
package dev.steward.cli;

import org.jspecify.annotations.NullMarked;
