@NullMarked
package dev.steward.logstore;

import org.jspecify.annotations.NullMarked;
