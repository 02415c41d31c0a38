@NullMarked
package dev.steward.spi.select;

import org.jspecify.annotations.NullMarked;
