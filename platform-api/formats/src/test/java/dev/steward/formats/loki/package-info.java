@NullMarked
package dev.steward.formats.loki;

import org.jspecify.annotations.NullMarked;
