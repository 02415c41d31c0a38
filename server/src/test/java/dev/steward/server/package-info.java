@NullMarked
package dev.steward.server;

import org.jspecify.annotations.NullMarked;
