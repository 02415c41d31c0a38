/** A running server and its client, for the tests of HTTP doors. */
@NullMarked
package dev.steward.server.http;

import org.jspecify.annotations.NullMarked;
