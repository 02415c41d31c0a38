/** Who may do what: the administrator's token, and the guard against other sites' pages. */
@NullMarked
package dev.steward.server.security;

import org.jspecify.annotations.NullMarked;
