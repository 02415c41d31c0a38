/** What can be read anew while the server runs, and the door that asks for it. */
@NullMarked
package dev.steward.server.reload;

import org.jspecify.annotations.NullMarked;
