/** The plugins that the server has loaded, and their door. */
@NullMarked
package dev.steward.server.plugin;

import org.jspecify.annotations.NullMarked;
