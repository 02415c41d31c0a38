/** Reading and writing of bytes: numbers of variable length, compression, checksums. */
@NullMarked
package dev.steward.logstore.bytes;

import org.jspecify.annotations.NullMarked;
