/** Syslog that programs on the host, or near it, send to the agent. */
@NullMarked
package dev.steward.collector.syslog;

import org.jspecify.annotations.NullMarked;
