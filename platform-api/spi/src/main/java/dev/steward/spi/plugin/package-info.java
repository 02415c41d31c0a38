/** What a plugin implements, and the plain data it answers with. */
@NullMarked
package dev.steward.spi.plugin;

import org.jspecify.annotations.NullMarked;
