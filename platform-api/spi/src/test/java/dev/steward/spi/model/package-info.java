@NullMarked
package dev.steward.spi.model;

import org.jspecify.annotations.NullMarked;
