/** Whether the server is alive and ready. */
@NullMarked
package dev.steward.server.health;

import org.jspecify.annotations.NullMarked;
