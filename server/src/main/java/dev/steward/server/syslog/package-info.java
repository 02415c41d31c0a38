/**
 * The syslog door, UDP and TCP. What was read from a socket is stored within a moment; what the
 * stores cannot take in time is lost over UDP, counted, and held back over TCP.
 */
@NullMarked
package dev.steward.server.syslog;

import org.jspecify.annotations.NullMarked;
