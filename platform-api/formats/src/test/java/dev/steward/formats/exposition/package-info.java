@NullMarked
package dev.steward.formats.exposition;

import org.jspecify.annotations.NullMarked;
