@NullMarked
package dev.steward.server.health;

import org.jspecify.annotations.NullMarked;
