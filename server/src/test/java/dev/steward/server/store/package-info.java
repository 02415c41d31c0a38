@NullMarked
package dev.steward.server.store;

import org.jspecify.annotations.NullMarked;
