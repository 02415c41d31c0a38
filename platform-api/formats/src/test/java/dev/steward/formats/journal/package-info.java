@NullMarked
package dev.steward.formats.journal;

import org.jspecify.annotations.NullMarked;
