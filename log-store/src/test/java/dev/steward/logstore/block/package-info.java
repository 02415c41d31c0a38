@NullMarked
package dev.steward.logstore.block;

import org.jspecify.annotations.NullMarked;
