/** The kernel's own log. */
@NullMarked
package dev.steward.collector.kernel;

import org.jspecify.annotations.NullMarked;
