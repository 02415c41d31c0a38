/**
 * The console: one page with every host's graphs and a search of the logs, rendered by the server.
 */
@NullMarked
package dev.steward.server.console;

import org.jspecify.annotations.NullMarked;
