/** Errors that users or peers see: a code for each class of them. */
@NullMarked
package dev.steward.spi.error;

import org.jspecify.annotations.NullMarked;
