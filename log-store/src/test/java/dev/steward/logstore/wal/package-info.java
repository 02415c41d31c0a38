@NullMarked
package dev.steward.logstore.wal;

import org.jspecify.annotations.NullMarked;
