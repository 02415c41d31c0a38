@NullMarked
package dev.steward.server.remotewrite;

import org.jspecify.annotations.NullMarked;
