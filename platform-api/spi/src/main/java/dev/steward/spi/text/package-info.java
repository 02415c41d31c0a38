/** Regular expressions of the query languages. */
@NullMarked
package dev.steward.spi.text;

import org.jspecify.annotations.NullMarked;
