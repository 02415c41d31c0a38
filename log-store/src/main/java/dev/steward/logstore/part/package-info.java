/** Parts: files of blocks with their template dictionary and stream table. */
@NullMarked
package dev.steward.logstore.part;

import org.jspecify.annotations.NullMarked;
