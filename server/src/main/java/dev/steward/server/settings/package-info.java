/** What an operator may set about the server. */
@NullMarked
package dev.steward.server.settings;

import org.jspecify.annotations.NullMarked;
