@NullMarked
package dev.steward.spi.store;

import org.jspecify.annotations.NullMarked;
