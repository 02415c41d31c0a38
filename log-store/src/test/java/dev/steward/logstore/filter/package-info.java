@NullMarked
package dev.steward.logstore.filter;

import org.jspecify.annotations.NullMarked;
