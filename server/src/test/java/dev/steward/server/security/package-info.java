@NullMarked
package dev.steward.server.security;

import org.jspecify.annotations.NullMarked;
