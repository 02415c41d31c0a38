@NullMarked
package dev.steward.server.console;

import org.jspecify.annotations.NullMarked;
