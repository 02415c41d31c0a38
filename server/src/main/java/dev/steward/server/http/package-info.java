/** The HTTP door: the web server itself, and what guards every address behind it. */
@NullMarked
package dev.steward.server.http;

import org.jspecify.annotations.NullMarked;
