@NullMarked
package dev.steward.spi.text;

import org.jspecify.annotations.NullMarked;
