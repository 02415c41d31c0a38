@NullMarked
package dev.steward.server.syslog;

import org.jspecify.annotations.NullMarked;
