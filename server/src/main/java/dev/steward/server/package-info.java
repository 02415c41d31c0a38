/** The server: its command line, its start and its stop. */
@NullMarked
package dev.steward.server;

import org.jspecify.annotations.NullMarked;
