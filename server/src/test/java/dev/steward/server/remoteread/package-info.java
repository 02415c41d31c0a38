@NullMarked
package dev.steward.server.remoteread;

import org.jspecify.annotations.NullMarked;
