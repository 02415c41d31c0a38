/** The door for Prometheus remote write, 1.0 and 2.0. */
@NullMarked
package dev.steward.server.remotewrite;

import org.jspecify.annotations.NullMarked;
