@NullMarked
package dev.steward.server.telemetry;

import org.jspecify.annotations.NullMarked;
