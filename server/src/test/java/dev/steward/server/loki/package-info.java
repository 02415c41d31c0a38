@NullMarked
package dev.steward.server.loki;

import org.jspecify.annotations.NullMarked;
