@NullMarked
package dev.steward.server.prometheus;

import org.jspecify.annotations.NullMarked;
